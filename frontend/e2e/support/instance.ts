import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface Mail {
  recipient: string;
  subject: string;
  text: string;
}

interface Answer {
  ui?: string;
  mails?: Mail[];
  error?: string;
}

/**
 * A running application with its own database. Its process, headstart.testing.instance, stops when its
 * standard input closes, so it never outlives this one.
 */
export class Instance {
  ui = "";
  /** Whether the API is stopped. */
  stopped = false;
  #output = "";
  // Detached, so that Ctrl-C reaches only Playwright, which stops this process in order.
  readonly #process = spawn(join(root, ".venv/bin/python"), ["-P", "-m", "headstart.testing.instance"], {
    cwd: root,
    env: { ...process.env, PYTHONPATH: root },
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  readonly #closed = new Promise<void>((resolve) => {
    this.#process.once("close", () => {
      resolve();
    });
  });
  readonly #answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();

  static async start(): Promise<Instance> {
    const instance = new Instance();
    instance.#process.stderr.setEncoding("utf8").on("data", (text: string) => {
      instance.#output += text;
    });
    const { ui = "" } = await instance.#answer();
    instance.ui = ui;
    return instance;
  }

  /** Resets the database to the demo data. */
  async renew() {
    this.#output = "";
    await this.#send("renew");
  }

  /** Returns the mails that are written since the database was last renewed, oldest first. */
  async mails(): Promise<Mail[]> {
    return (await this.#send("mails")).mails ?? [];
  }

  /** Kills the API's process. */
  async stopApi() {
    await this.#send("stop");
    this.stopped = true;
  }

  /** Starts the API again. */
  async startApi() {
    await this.#send("start");
    this.stopped = false;
  }

  /** The output of API and UI since the database was last renewed. */
  get output() {
    return this.#output;
  }

  async stop() {
    this.#process.stdin.end();
    await this.#closed;
  }

  #send(command: string) {
    this.#process.stdin.write(`${command}\n`);
    return this.#answer();
  }

  async #answer(): Promise<Answer> {
    const { value, done } = await this.#answers.next();
    const answer = done ? { error: "the application stopped" } : (JSON.parse(value) as Answer);
    if (answer.error !== undefined) throw new Error(`${answer.error}\n${this.#output}`);
    return answer;
  }
}
