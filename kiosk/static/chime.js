// Two soft notes before a call. The sound is made here, so there is no file to load.

const NOTES = [
  { hertz: 659.3, at: 0 },
  { hertz: 523.3, at: 0.35 },
];
const SECONDS = 1.2;

const context = new AudioContext();

/** Whether the browser lets this page sound; most want one touch first. */
export function mayChime() {
  return context.state === "running";
}

/** Ask for leave to sound, inside a touch. */
export function allowChime() {
  return context.resume();
}

/** Call `listener` whenever leave to sound is given or taken. */
export function onSoundChange(listener) {
  context.addEventListener("statechange", listener);
}

/** Play the chime; resolves when it has ended, at once where no sound is allowed. */
export async function chime() {
  if (!mayChime()) return;
  for (const note of NOTES) {
    const tone = new OscillatorNode(context, { type: "sine", frequency: note.hertz });
    const volume = new GainNode(context, { gain: 0 });
    const begins = context.currentTime + note.at;
    volume.gain.setValueAtTime(0, begins);
    volume.gain.linearRampToValueAtTime(0.35, begins + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, begins + 0.8);
    tone.connect(volume).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + 0.85);
  }
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
}
