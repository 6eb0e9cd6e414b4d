import { type TopicRef, topicId } from '@greenroom/plugin-portal-common';
import type {
  Asker,
  ByteChannel,
  Decision,
  Decisions,
  KnownTopic,
  Refusal,
  SharedBytes,
  TopicRegistry,
} from '@greenroom/plugin-portal-node';
import { deniedFrame } from './frames';
import type { LiveTopics } from './LiveTopics';
import { refusalFrom } from './refusalFrom';
import type { Rhythm } from './Rhythm';
import { type Pipe, Subscription } from './Subscription';
import type { Inquiry } from './visibility';

export interface ConnectionDeps {
  registry: Pick<TopicRegistry, 'find'>;
  topics: LiveTopics;
  decisions: Decisions;
  rhythm: Rhythm;
  /** Milliseconds that never step back. */
  now(): number;
  after(ms: number, run: () => void): void;
  /** Something that should not happen, and ended the stream. */
  onFailure(error: unknown): void;
}

interface Wanted {
  ref: TopicRef;
  known: KnownTopic;
}

/** One open stream of one person: its subscriptions, decided again and again, and its bounded pipe. */
export class Connection implements Pipe {
  readonly #deps: ConnectionDeps;
  readonly #channel: ByteChannel;
  readonly #asker: Asker;
  readonly #subscriptions = new Map<Subscription, () => void>();
  #checking = false;
  /** A look is due, by answers not older than this. */
  #dueWithAge: number | undefined;
  /** When the last look began that was not refuted since; absent before the first. */
  #confirmedAt: number | undefined;
  /** Why the last look confirmed nothing. */
  #unanswered: Refusal | undefined;
  #fullSince: number | undefined;
  #ended = false;

  constructor(deps: ConnectionDeps, channel: ByteChannel, asker: Asker) {
    this.#deps = deps;
    this.#channel = channel;
    this.#asker = asker;
    channel.onDrain(() => this.#catchUp());
    channel.onClose(() => this.#release());
  }

  get full(): boolean {
    return this.#channel.bufferedBytes > this.#deps.rhythm.bufferLimit;
  }

  get busy(): boolean {
    return this.#channel.bufferedBytes > this.#deps.rhythm.bufferLimit / 8;
  }

  soon(call: () => void): void {
    this.#deps.after(0, call);
  }

  write(frame: SharedBytes): void {
    if (!this.#ended) {
      this.#channel.write(frame);
    }
  }

  /** Opens what the person may see; says of everything else why not. Never rejects. */
  async start(refs: readonly TopicRef[]): Promise<void> {
    const unique = new Map(refs.map(ref => [topicId(ref), ref]));
    try {
      const wanted = [...unique.values()].flatMap(ref => this.#find(ref) ?? []);
      const decisions = await this.#deps.decisions.decide(
        wanted.flatMap(({ known }) => known.questions),
        this.#asker,
        this.#deps.rhythm.maxAnswerAgeMs,
      );
      let next = 0;
      for (const { ref, known } of wanted) {
        const answers = decisions.slice(next, (next += known.questions.length));
        if (!this.#ended) {
          this.#open(ref, known, answers);
        }
      }
    } catch (error) {
      this.#fail(error);
    }
    await this.recheck(this.#deps.rhythm.maxAnswerAgeMs);
  }

  /** Everything that depends on time: `now` never steps back, `wallNow` is the date, `due` says to decide again. */
  tick(now: number, wallNow: number, due: boolean): void {
    const { expiresAt } = this.#asker.credentials;
    if (expiresAt && expiresAt.getTime() <= wallNow) {
      this.end();
      return;
    }
    this.#fullSince = this.full ? (this.#fullSince ?? now) : undefined;
    if (this.#fullSince !== undefined && now - this.#fullSince > this.#deps.rhythm.stuckMs) {
      this.#channel.destroy();
    } else if (now - (this.#confirmedAt ?? now) > this.#deps.rhythm.unconfirmedMs) {
      this.#giveUp();
    } else if (due || this.#unanswered) {
      void this.recheck(this.#deps.rhythm.maxAnswerAgeMs);
    }
  }

  heartbeat(frame: SharedBytes): void {
    if (!this.full) {
      this.write(frame);
    }
  }

  /**
   * Decides all subscriptions again, by answers of the policy not older than this. One look at a time: an older answer
   * must not follow a newer one.
   */
  async recheck(maxAgeMs: number): Promise<void> {
    this.#dueWithAge = Math.min(maxAgeMs, this.#dueWithAge ?? maxAgeMs);
    if (this.#checking) {
      return;
    }
    this.#checking = true;
    try {
      while (this.#dueWithAge !== undefined && !this.#ended) {
        const age = this.#dueWithAge;
        this.#dueWithAge = undefined;
        await this.#check(age);
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#checking = false;
    }
  }

  /** A clean end: the other side comes back with a fresh token, to any replica. */
  end(): void {
    this.#release();
    this.#channel.end();
  }

  #find(ref: TopicRef): Wanted | undefined {
    try {
      return { ref, known: this.#deps.registry.find(ref) };
    } catch (error) {
      this.#refuse(topicId(ref), refusalFrom(error));
      return undefined;
    }
  }

  #open(ref: TopicRef, known: KnownTopic, answers: readonly Decision[]): void {
    const refusal = answers.flatMap(answer => (answer.allowed ? [] : [answer.why]))[0];
    if (refusal) {
      this.#refuse(topicId(ref), refusal);
      return;
    }
    try {
      this.#subscribe(new Subscription(this.#deps.topics.open(ref, known), known, this));
    } catch (error) {
      this.#refuse(topicId(ref), refusalFrom(error));
    }
  }

  #subscribe(subscription: Subscription): void {
    const { live } = subscription;
    this.#deps.topics.retain(live);
    const ignore = live.onNewPartitions(() => void this.recheck(this.#ageOfLastAnswer()));
    this.#subscriptions.set(subscription, () => {
      ignore();
      subscription.stop();
      this.#deps.topics.release(live);
    });
  }

  async #check(maxAgeMs: number): Promise<void> {
    const startedAt = this.#deps.now();
    this.#unanswered = undefined;
    const asked = [...this.#subscriptions.keys()].map(subscription => ({
      subscription,
      inquiry: subscription.inquiry(),
    }));
    const decisions = await this.#deps.decisions.decide(
      asked.flatMap(({ inquiry }) => inquiry.questions),
      this.#asker,
      maxAgeMs,
    );
    let next = 0;
    for (const { subscription, inquiry } of asked) {
      const answers = decisions.slice(next, (next += inquiry.questions.length));
      if (this.#subscriptions.has(subscription)) {
        this.#apply(subscription, inquiry, answers);
      }
    }
    if (maxAgeMs <= this.#deps.rhythm.maxAnswerAgeMs && !this.#unanswered) {
      this.#confirmedAt = startedAt;
    }
  }

  #apply(subscription: Subscription, inquiry: Inquiry, answers: readonly Decision[]): void {
    const refusal = subscription.apply(inquiry, answers);
    if (refusal?.name === 'ServiceUnavailableError' && this.#confirmedAt !== undefined) {
      this.#unanswered = refusal;
    } else if (refusal) {
      this.#drop(subscription);
      this.#refuse(subscription.live.id, refusal);
    }
  }

  /** When nobody could be asked the stream ends after saying so: coming back is what helps. */
  #refuse(topic: string, why: { name: string; message: string }): void {
    this.write(deniedFrame(topic, why));
    if (why.name === 'ServiceUnavailableError') {
      this.end();
    }
  }

  /**
   * What shows the rows that are there shows the first row of a new place too: asking the policy for everybody at once,
   * whenever a place appears, would be a storm.
   */
  #ageOfLastAnswer(): number {
    const { recheckMs, tickMs, maxAnswerAgeMs } = this.#deps.rhythm;
    return recheckMs + tickMs + maxAnswerAgeMs;
  }

  /** Nobody could say for too long whether this may still be seen. */
  #giveUp(): void {
    const message = this.#unanswered?.message ?? 'the permission policy did not answer in time';
    for (const { live } of this.#subscriptions.keys()) {
      this.write(deniedFrame(live.id, { name: 'ServiceUnavailableError', message }));
    }
    this.end();
  }

  #drop(subscription: Subscription): void {
    this.#subscriptions.get(subscription)?.();
    this.#subscriptions.delete(subscription);
  }

  #catchUp(): void {
    this.#subscriptions.forEach((_, subscription) => subscription.catchUp());
  }

  #fail(error: unknown): void {
    this.#deps.onFailure(error);
    this.end();
  }

  #release(): void {
    this.#ended = true;
    [...this.#subscriptions.keys()].forEach(subscription => this.#drop(subscription));
  }
}
