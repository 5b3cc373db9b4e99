// Speaking a sentence with the machine's own voices.

const SPEED = 0.85;
const LONGEST_MILLISECONDS = 15000;

function voiceFor(language) {
  const wanted = language.slice(0, 2);
  const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
  return voices.find((voice) => voice.lang.replace("_", "-") === language)
    ?? voices.find((voice) => voice.lang.startsWith(wanted));
}

/** Say `text`; resolves when it was said, at once where the machine has no voice of that language. */
export function say(text, language) {
  const voice = voiceFor(language);
  if (!voice) return Promise.resolve();
  return new Promise((resolve) => {
    const sentence = new SpeechSynthesisUtterance(text);
    sentence.voice = voice;
    sentence.lang = voice.lang;
    sentence.rate = SPEED;
    sentence.onend = resolve;
    sentence.onerror = resolve;
    // Some engines never report the end of a sentence; the next call must not wait for ever.
    setTimeout(resolve, LONGEST_MILLISECONDS);
    speechSynthesis.speak(sentence);
  });
}
