import { Problem } from './api.js';
import { SessionStore } from './session.js';

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

/**
 * The way in on a partner's page. That page asks for the session, so that the server sees which page it is; and not
 * before the visitor wants one. Where none is to be had for now, it is asked for again, ever more slowly: meanwhile the
 * visitor may write.
 */
export class FrameDoor {
  #channel;
  #want;
  #wanted = new Promise((resolve) => { this.#want = resolve; });

  /** @param {{deployment_key: string, parent: string, look: object}} frame as the server wrote it */
  constructor(frame, channel) {
    this.#channel = channel;
    this.look = frame.look;
    this.headers = { 'X-Deployment-Key': frame.deployment_key, 'X-Parent-Origin': frame.parent };
    this.store = new SessionStore(`${frame.deployment_key} ${frame.parent}`);
  }

  /** The visitor opened the conversation, or something is said in it. */
  want() {
    this.#want();
  }

  /** @returns {Promise<object>} the session */
  async open() {
    await this.#wanted;
    for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
      const { session, status, code, seconds } = await this.#channel.ask({ type: 'init' });
      if (session) return session;
      // Whatever became of the deployment, it is not here any more.
      const problem = new Problem(status === 404 ? 403 : status, { code }, seconds);
      if (!problem.passing) throw problem;
      await pause(seconds ? seconds * 1_000 : wait);
    }
  }
}

function pause(wait) {
  return new Promise((resolve) => {
    setTimeout(resolve, wait);
    addEventListener('online', resolve, { once: true });
  });
}
