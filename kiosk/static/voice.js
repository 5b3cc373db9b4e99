// Speaking a sentence with the machine's own voices.

const SPEED = 0.85;
const LONGEST_MILLISECONDS = 15000;

function voiceFor(language) {
  const wanted = language.slice(0, 2);
  const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
  return voices.find((voice) => voice.lang.replace("_", "-") === language)
    ?? voices.find((voice) => voice.lang.startsWith(wanted));
}

/** Whether the machine has a voice of a language. */
export function hasVoice(language) {
  return voiceFor(language) !== undefined;
}

/** Call `listener` when the machine's voices are known, which may be long after the page is. */
export function onVoicesChange(listener) {
  window.speechSynthesis?.addEventListener?.("voiceschanged", listener);
}

/** Say `text`; resolves when it was said, to whether it sounded: at once to false without a voice of that language. */
export function say(text, language) {
  const voice = voiceFor(language);
  if (!voice) return Promise.resolve(false);
  return new Promise((resolve) => {
    const sentence = new SpeechSynthesisUtterance(text);
    let hasBegun = false;
    sentence.voice = voice;
    sentence.lang = voice.lang;
    sentence.rate = SPEED;
    sentence.onstart = () => {
      hasBegun = true;
    };
    sentence.onend = () => resolve(true);
    sentence.onerror = () => resolve(false);
    // Some engines never report the end of a sentence; the next call must not wait for ever.
    setTimeout(() => resolve(hasBegun), LONGEST_MILLISECONDS);
    speechSynthesis.speak(sentence);
  });
}
