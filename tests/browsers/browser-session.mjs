// A browser with a profile that outlives it: started, driven, killed, started again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { By, WebDriver } from "selenium-webdriver";
import { Executor, HttpClient } from "selenium-webdriver/http/index.js";
import { ENGINES } from "./engines.mjs";
import { commandLine, isAlive, processorTime, signal, tree } from "./processes.mjs";

/** So long a driver may take to listen, and a killed process to be gone, in milliseconds. */
const PATIENCE = 20_000;
/** So long a browser may take for anything that it is told, in milliseconds. */
const LIMIT = 60_000;
/** So long a tab is kept busy to tell which process is its own, in milliseconds. */
const SPIN = 200;
/** So often at most. */
const SPINS = 20;

const open = new Set();
process.once("exit", () => open.forEach((browser) => browser.signalAll("SIGKILL")));

/** One run of a browser, from its start to its end. */
export class BrowserSession {
  #engine;
  #server;
  #driver;
  #first;
  #current;
  #turn = Promise.resolve();

  /**
   * Starts an engine by name on the folder of a profile. Settings: `colorScheme`, `light` or `dark`;
   * `isWatched`, for who wants to hear of its pages by `output` or `bidi()`.
   */
  static async start(name, profile, settings = {}) {
    const session = new BrowserSession();
    const engine = ENGINES[name];
    const port = await freePort();
    const [program, ...options] = engine.driver(port);
    const environment = { ...process.env, ...(await engine.environment()) };
    session.#engine = engine;
    session.#server = spawn(program, options, { env: environment, stdio: ["ignore", "ignore", settings.isWatched ? "pipe" : "ignore"] });
    open.add(session);
    const address = `http://127.0.0.1:${port}`;
    await listening(`${address}/status`);
    session.#driver = WebDriver.createSession(new Executor(new HttpClient(address)), engine.capabilities(profile, settings));
    session.#first = await answered(session.#driver.getWindowHandle());
    session.#current = session.#first;
    return session;
  }

  /** Opens a page in a tab of its own. */
  async open(url) {
    const handle = await this.#inTurn(async () => {
      // From a tab that is always there: the last one used may be closed, crashed or stopped.
      await this.#switchTo(this.#first);
      await this.#driver.switchTo().newWindow("tab");
      this.#current = await this.#driver.getWindowHandle();
      await this.#driver.get(url);
      return this.#current;
    });
    return new Tab(this, handle);
  }

  /** Does something with WebDriver while a tab is the one in front. */
  in(handle, action) {
    return this.#inTurn(async () => {
      await this.#switchTo(handle);
      return action(this.#driver);
    });
  }

  /** What driver and browser print, when it is watched. */
  get output() {
    return this.#server.stderr;
  }

  /** Its WebDriver BiDi connection, when it is watched and has one. */
  bidi() {
    return this.#driver.getBidi();
  }

  /** The processes that run pages. */
  pageProcesses() {
    return tree(this.#server.pid).filter((pid) => this.#engine.runsPages(commandLine(pid)));
  }

  /** Sends a signal to the driver, the browser and all of its processes. */
  signalAll(name) {
    signal(tree(this.#server.pid), name);
  }

  /** Kills everything at once, as a power button or an out-of-memory killer would. */
  async kill() {
    const pids = tree(this.#server.pid);
    signal(pids, "SIGKILL");
    open.delete(this);
    await until(() => !pids.some(isAlive), "the killed browser is still there");
  }

  /** Ends the browser as its user does. */
  async quit() {
    const pids = tree(this.#server.pid);
    await this.#inTurn(() => this.#driver.quit());
    await sleep(200);
    signal(pids, "SIGKILL");
    open.delete(this);
    await until(() => !pids.some(isAlive), "the browser that was quit is still there");
  }

  /** The window is gone, so that the next action looks for its own. */
  forgetCurrent() {
    this.#current = undefined;
  }

  async #switchTo(handle) {
    if (this.#current === handle) return;
    await this.#driver.switchTo().window(handle);
    this.#current = handle;
  }

  /** WebDriver has one tab in front at a time: actions wait for one another. */
  #inTurn(action) {
    const result = this.#turn.then(() => answered(action()));
    this.#turn = result.catch(() => {});
    return result;
  }
}

/** A tab of a browser. */
export class Tab {
  #session;
  #handle;

  constructor(session, handle) {
    this.#session = session;
    this.#handle = handle;
  }

  /** WebDriver's name for it. */
  get handle() {
    return this.#handle;
  }

  /** Goes to another address. */
  navigate(url) {
    return this.in((driver) => driver.get(url));
  }

  /** Loads the page again. */
  reload() {
    return this.in((driver) => driver.navigate().refresh());
  }

  /** Clicks the element that a selector finds. */
  click(selector) {
    return this.in((driver) => driver.findElement(By.css(selector)).click());
  }

  /** Presses keys one after the other, wherever the focus is. */
  press(...keys) {
    return this.in((driver) => driver.actions().sendKeys(...keys).perform());
  }

  /** Runs a function in the page and returns what it returns, or what its promise resolves to. */
  run(action, ...values) {
    return this.in(async (driver) => {
      const called = `Promise.resolve((${action})(...${JSON.stringify(values)}))`;
      const told = `${called}.then((value) => JSON.stringify({ value }), (error) => JSON.stringify({ error: String(error) }))`;
      // Firefox runs a driver's scripts in a world of their own, from which only this leads out.
      const script = "const [code, done] = arguments; (window.wrappedJSObject ?? window).eval(code).then(done);";
      const { value, error } = JSON.parse(await driver.executeAsyncScript(script, told));
      if (error !== undefined) throw new Error(`in the page: ${error}`);
      return value;
    });
  }

  /** Closes it, as a click on its cross does. */
  async close() {
    await this.in((driver) => driver.close());
    this.#session.forgetCurrent();
  }

  /** The process that runs it: the one that works while the page does. */
  async process() {
    const before = new Map(this.#session.pageProcesses().map((pid) => [pid, processorTime(pid)]));
    // A busy machine may leave little time to the page, so that one spin tells nothing.
    for (let spins = 0; spins < SPINS; spins += 1) {
      await this.run(spin, SPIN);
      const worked = [...before].map(([pid, time]) => [processorTime(pid) - time, pid]);
      const [[most, pid], [second] = [0]] = worked.sort(([one], [other]) => other - one);
      if (most > SPIN / 2 && most > 3 * second) return pid;
    }
    throw new Error("no process worked more than the others while the tab did");
  }

  /** Does something with WebDriver while it is in front. */
  in(action) {
    return this.#session.in(this.#handle, action);
  }
}

/** In the page: keeps it busy. */
function spin(span) {
  const end = performance.now() + span;
  while (performance.now() < end);
}

async function freePort() {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function listening(url) {
  return until(() => fetch(url).then(() => true, () => false), `nothing listens at ${url}`);
}

/** Fails when there is no answer within the limit: some drivers wait for ever. */
function answered(action) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the browser gave no answer within ${LIMIT} ms`)), LIMIT);
  });
  return Promise.race([action, late]).finally(() => clearTimeout(timer));
}

/** Waits until something is so. */
export async function until(isSo, otherwise, patience = PATIENCE) {
  const end = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(otherwise);
    await sleep(20);
  }
}
