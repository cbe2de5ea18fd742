import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Answer {
  ui?: string;
  error?: string;
}

/**
 * A running application over a database of its own. The process behind it, headstart.testing.instance, ends when its input does, so that nothing stays however this one ends.
 */
export class Instance {
  ui = "";
  /** Whether the API was taken away. */
  stopped = false;
  #said = "";
  // A session of its own: Ctrl-C reaches Playwright alone, which ends this in order.
  readonly #process = spawn(join(root, ".venv/bin/python"), ["-P", "-m", "headstart.testing.instance"], {
    cwd: root,
    env: { ...process.env, PYTHONPATH: root },
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  readonly #ended = new Promise<void>((resolve) => {
    this.#process.once("close", () => {
      resolve();
    });
  });
  readonly #answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();

  static async start(): Promise<Instance> {
    const instance = new Instance();
    instance.#process.stderr.setEncoding("utf8").on("data", (text: string) => {
      instance.#said += text;
    });
    const { ui = "" } = await instance.#answer();
    instance.ui = ui;
    return instance;
  }

  /** The demo data again, and nothing else. */
  async renew() {
    this.#said = "";
    await this.#ask("renew");
  }

  /** Takes the API away: its process is killed. */
  async stopApi() {
    await this.#ask("stop");
    this.stopped = true;
  }

  /** Brings the API back. */
  async startApi() {
    await this.#ask("start");
    this.stopped = false;
  }

  /** What API and UI wrote to the terminal since the database was renewed. */
  get said() {
    return this.#said;
  }

  async end() {
    this.#process.stdin.end();
    await this.#ended;
  }

  #ask(word: string) {
    this.#process.stdin.write(`${word}\n`);
    return this.#answer();
  }

  async #answer(): Promise<Answer> {
    const { value, done } = await this.#answers.next();
    const answer = done ? { error: "the application ended" } : (JSON.parse(value) as Answer);
    if (answer.error !== undefined) throw new Error(`${answer.error}\n${this.#said}`);
    return answer;
  }
}
