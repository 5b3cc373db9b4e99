-- The rules that the product ships with, as data that a hall replaces by versions of its own.
-- created_by is empty: nobody of the hall entered them.

INSERT INTO moment (code, position, name_zh, name_en, core_need_zh, core_need_en, norm_zh, norm_en, guidepost_zh, guidepost_en,
  question_zh, question_en) VALUES
  ('greeting', 0, '迎接引导', 'Greeting and guidance',
   '被看见、被接待', 'To be seen and received',
   '来有迎声：顾客进门即招呼，问清来意再取号', 'Greet everyone at the door and ask what they came for',
   '您好，欢迎光临！请问您要办理什么业务？', 'Good day, welcome! What can we do for you?',
   '迎接和引导让您满意吗？', 'How was the greeting and guidance?'),
  ('ticket', 1, '选择业务', 'Choosing the service',
   '一看就懂', 'To understand at once',
   '取号不超过三步，说得出要等多久', 'At most three taps to a ticket, with the wait told first',
   '请按您要办的业务取号，不确定就找我。', 'Take a ticket for what you need, or ask me if you are not sure.',
   '取号容易吗？', 'How easy was taking a ticket?'),
  ('waiting', 2, '等候', 'Waiting',
   '时间被尊重', 'To have one''s time respected',
   '5 分钟内叫号，接一待二招呼三', 'Called within 5 minutes, serve the first, answer the second, greet the third',
   '您好，让您久等了，请坐！', 'Good day, thank you for waiting. Please have a seat!',
   '等候的过程让您满意吗？', 'How was the wait?'),
  ('understanding', 3, '听懂需求', 'Need understood',
   '被听懂', 'To be understood',
   '多问一句，问有答声', 'Ask one more question, answer when asked',
   '多问一句：您除了这项，还想解决什么？', 'Ask one more: is there anything else behind this that you would like solved?',
   '我们听懂您的需求了吗？', 'How well did we understand what you need?'),
  ('result', 4, '办理结果', 'Result',
   '一次办成', 'To have it done in one go',
   '一台清，或者书面承诺', 'Everything at one counter, or a promise in writing',
   '能办的当场办完，不能办的说清何时答复并写下来。', 'Finish it here, or say when you will answer and write it down.',
   '事情办成了吗？', 'How was the result?'),
  ('money', 5, '金额与单据', 'Amounts and papers',
   '明白放心', 'To be sure about money and papers',
   '唱收唱付，多看一眼，多查一遍', 'Say amounts aloud, look once more, check once more',
   '唱收唱付：收您……元，找您……元，请核对。', 'Say the amounts aloud: I receive ..., your change is ..., please check.',
   '金额和单据清楚吗？', 'How clear were amounts and papers?'),
  ('farewell', 6, '道别', 'Farewell',
   '被记得', 'To be remembered',
   '去有送声', 'Close with a question and a farewell',
   '您的业务已经受理完毕，请问您还需要别的帮助吗？请带好证件和卡。', 'Your business is done. Can we help with anything else? Please take your papers and cards.',
   '今天的服务您满意吗？', 'How was the service today?'),
  ('recovery', 7, '问题补救', 'Problem handled',
   '问题有人管', 'To have a problem taken seriously',
   '值班经理当场处理', 'The duty manager settles it on the spot',
   '先听完，再道歉，当场给出答复。', 'Listen to the end, apologise, and answer on the spot.',
   '问题处理得让您满意吗？', 'How was your problem handled?'),
  ('callback', 8, '回访', 'Call back',
   '说到做到', 'To see a promise kept',
   '在承诺时间之前答复', 'Answered before the promised time',
   '先说结果，再问是否还有别的问题。', 'Say the result first, then ask whether anything is left.',
   '这件事最后处理得让您满意吗？', 'How was the matter settled in the end?'),
  ('overall', 9, '整体印象', 'Overall impression',
   '值得再来', 'To be worth coming back to',
   '整体服务', 'The service as a whole',
   '', '',
   '回想这次到访，您会怎样评价？', 'Looking back, how would you rate this visit?');

INSERT INTO sheet (kind, version, valid_from, created_at) VALUES
  ('clerk', 1, '1970-01-01', '1970-01-01T00:00:00.000Z');
INSERT INTO sheet_item (sheet_id, code, name_zh, name_en, weight, position)
SELECT sheet.id, item.column1, item.column2, item.column3, item.column4, item.column5 FROM sheet, (VALUES
  ('greet_arrival', '来有迎声', 'Greets on arrival', 8, 0),
  ('stand', '站立服务', 'Standing service', 6, 1),
  ('smile', '微笑服务', 'Smile', 8, 2),
  ('serve_first', '接一：办理第一位', 'Serves the first', 4, 3),
  ('answer_second', '待二：应答第二位', 'Answers the second', 3, 4),
  ('greet_third', '招呼三：招呼第三位', 'Greets the third', 3, 5),
  ('answer_asked', '问有答声', 'Answers when asked', 6, 6),
  ('ask_more', '多问一句', 'Asks one more question', 6, 7),
  ('look_more', '多看一眼', 'Looks once more at the papers', 4, 8),
  ('check_more', '多查一遍', 'Checks once more', 6, 9),
  ('amounts', '唱收唱付', 'Says amounts aloud', 10, 10),
  ('first_asked', '首问负责', 'Answers or hands over in person', 10, 11),
  ('one_stop', '一台清或书面承诺', 'One stop, or a written promise', 10, 12),
  ('farewell', '去有送声', 'Closing question and farewell', 10, 13),
  ('appearance', '仪容与台面', 'Dress and desk', 6, 14)
) AS item WHERE sheet.kind = 'clerk' AND sheet.version = 1;

INSERT INTO sheet (kind, version, valid_from, created_at) VALUES
  ('greeter', 1, '1970-01-01', '1970-01-01T00:00:00.000Z');
INSERT INTO sheet_item (sheet_id, code, name_zh, name_en, weight, position)
SELECT sheet.id, item.column1, item.column2, item.column3, item.column4, item.column5 FROM sheet, (VALUES
  ('greet_door', '进门招呼', 'Greets everyone at the door', 12, 0),
  ('ask_errand', '问清来意', 'Asks what they came for', 12, 1),
  ('right_ticket', '取号准确', 'Gives the right ticket', 12, 2),
  ('divert', '引导电子渠道', 'Points simple business to electronic channels', 10, 3),
  ('special_help', '帮助特殊顾客', 'Helps special customers', 12, 4),
  ('papers_ready', '提醒备好资料', 'Has papers made ready', 8, 5),
  ('order', '维持等候秩序', 'Keeps the queue in order', 8, 6),
  ('first_asked', '首问负责', 'Answers or hands over in person', 10, 7),
  ('calm', '安抚久等顾客', 'Cares for those who wait long', 8, 8),
  ('appearance', '仪容与站姿', 'Dress and posture', 8, 9)
) AS item WHERE sheet.kind = 'greeter' AND sheet.version = 1;

INSERT INTO sheet (kind, version, valid_from, created_at) VALUES
  ('shift_lead', 1, '1970-01-01', '1970-01-01T00:00:00.000Z');
INSERT INTO sheet_item (sheet_id, code, name_zh, name_en, weight, position)
SELECT sheet.id, item.column1, item.column2, item.column3, item.column4, item.column5 FROM sheet, (VALUES
  ('briefing', '班前会', 'Holds the briefing', 10, 0),
  ('staffing', '按客流调度台席', 'Opens counters as the queue asks', 14, 1),
  ('walk_round', '现场巡视', 'Walks the floor', 10, 2),
  ('waits', '处理超时等候', 'Acts on overdue waits', 12, 3),
  ('exceptions', '异常业务当场处理', 'Settles exceptional business on the spot', 12, 4),
  ('coaching', '现场辅导', 'Coaches on the spot', 10, 5),
  ('follow_ups', '跟进单按时', 'Follow-ups in time', 12, 6),
  ('handover', '交接班记录', 'Writes the hand-over', 8, 7),
  ('discipline', '劳动纪律', 'Keeps the rules of work', 6, 8),
  ('appearance', '仪容', 'Dress', 6, 9)
) AS item WHERE sheet.kind = 'shift_lead' AND sheet.version = 1;

INSERT INTO sheet (kind, version, valid_from, created_at) VALUES
  ('environment', 1, '1970-01-01', '1970-01-01T00:00:00.000Z');
INSERT INTO sheet_item (sheet_id, code, name_zh, name_en, weight, position)
SELECT sheet.id, item.column1, item.column2, item.column3, item.column4, item.column5 FROM sheet, (VALUES
  ('signs', '标识清晰', 'Signs clear', 12, 0),
  ('queue_space', '等候区通畅', 'Queue space free', 10, 1),
  ('seats', '座椅充足完好', 'Seats enough and whole', 10, 2),
  ('floor', '地面清洁', 'Floor clean', 10, 3),
  ('counters', '台席整洁', 'Counters tidy', 10, 4),
  ('kiosk', '取号机可用', 'Kiosk works', 12, 5),
  ('screens', '叫号屏与语音正常', 'Board and voice work', 12, 6),
  ('barrier_free', '无障碍设施可用', 'Barrier-free access usable', 8, 7),
  ('papers', '宣传资料齐全', 'Leaflets in place', 6, 8),
  ('safety', '消防与安全', 'Fire safety', 10, 9)
) AS item WHERE sheet.kind = 'environment' AND sheet.version = 1;

INSERT INTO star_policy (name, version, valid_from, body, created_at) VALUES
  ('service_stars', 1, '1970-01', '{"weights": {"checklist": "0.40", "speed": "0.20", "feedback": "0.20", "volume": "0.10", "care": "0.10", "skill": "0.00"},
  "checklist": {"prior_days": 4, "shift_prior_checks": 10, "shift_limit": "5"},
  "speed": {"prior_transactions": 30},
  "feedback": {"prior_ratings": 20, "moments": ["understanding", "result", "money", "farewell"], "least_prompt_rate": "0.90", "least_response_ratio": "0.50"},
  "volume": {"spread": "0.5"},
  "care": {"complaint_upheld": 20, "error": 10, "praise": 5, "praise_limit": 10},
  "eligible": {"checked_days": 8, "inspectors": 2, "transactions": 100, "hours_share": "0.60"},
  "bands": [{"stars": 5, "least": "92"}, {"stars": 4, "least": "86"}, {"stars": 3, "least": "78"}, {"stars": 2, "least": "70"}],
  "star_of_month": {"places": 1, "shared_within": "0.50"},
  "appeal_working_days": 5,
  "team": {"level": "0.6", "follow_ups": "0.2", "improvement": "0.2", "spread": "5"}}', '1970-01-01T00:00:00.000Z'),
  ('checklist_only', 1, '1970-01', '{"weights": {"checklist": "1.00", "speed": "0.00", "feedback": "0.00", "volume": "0.00", "care": "0.00", "skill": "0.00"},
  "checklist": {"prior_days": 4, "shift_prior_checks": 10, "shift_limit": "5"},
  "speed": {"prior_transactions": 30},
  "feedback": {"prior_ratings": 20, "moments": ["understanding", "result", "money", "farewell"], "least_prompt_rate": "0.90", "least_response_ratio": "0.50"},
  "volume": {"spread": "0.5"},
  "care": {"complaint_upheld": 20, "error": 10, "praise": 5, "praise_limit": 10},
  "eligible": {"checked_days": 8, "inspectors": 2, "transactions": 100, "hours_share": "0.60"},
  "bands": [{"stars": 5, "least": "92"}, {"stars": 4, "least": "86"}, {"stars": 3, "least": "78"}, {"stars": 2, "least": "70"}],
  "star_of_month": {"places": 1, "shared_within": "0.50"},
  "appeal_working_days": 5,
  "team": {"level": "0.6", "follow_ups": "0.2", "improvement": "0.2", "spread": "5"}}', '1970-01-01T00:00:00.000Z');
