import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** The interpreter of the environment. */
const python = join(root, ".venv/bin/python");
// region accounts
// The identity provider runs in it, too.
export { python };
// endregion

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
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<void>;
  readonly #answers: AsyncIterator<string>;

  private constructor(settings: Record<string, string>) {
    // Detached, so that Ctrl-C reaches only Playwright, which stops this process in order.
    this.#process = spawn(python, ["-P", "-m", "headstart.testing.instance"], {
      cwd: root,
      env: { ...process.env, PYTHONPATH: root, ...settings },
      detached: true,
    });
    this.#closed = new Promise((resolve) => {
      this.#process.once("close", () => {
        resolve();
      });
    });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Starts an instance, with further settings of the API. */
  static async start(settings: Record<string, string> = {}): Promise<Instance> {
    const instance = new Instance(settings);
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

  /** Executes SQL in one line, for what no user could bring about in a test. */
  async execute(statement: string) {
    await this.#send(`execute ${statement}`);
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
    const line = await this.#answers.next();
    const answer = line.done ? { error: "the application stopped" } : (JSON.parse(line.value) as Answer);
    if (answer.error !== undefined) throw new Error(`${answer.error}\n${this.#output}`);
    return answer;
  }
}
