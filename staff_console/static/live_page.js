// Starts what a live page is made of: each module adds one behaviour to the fragment #live.

import { openBeside } from "./beside.js";
import { openChoosers } from "./choosers.js";
import { keepFresh } from "./fresh.js";
import { followPhases } from "./phases.js";
import { listenForShortcuts } from "./shortcuts.js";
import { runTimers } from "./timers.js";
import { postVerbs } from "./verbs.js";
import { askForWords } from "./wish.js";

runTimers();
followPhases();
openChoosers();
listenForShortcuts();
postVerbs();
askForWords();
openBeside();
keepFresh();
