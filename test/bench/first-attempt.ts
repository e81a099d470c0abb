/** Owns the time from a submission's answer to the first delivery attempt, on one machine; must not know the dispatcher. */
import { submissionText } from './applicant.ts';
import { addDestination, benchServer, publishBenchForm, tenant, twoGrants } from './bench-server.ts';
import { type Figure, median, percentile } from './figure.ts';
import { startReceiver } from './receiver.ts';

const budgetMs = 50;

interface Trip {
  /** From the answer to the webhook's arrival; 0 when the webhook was faster. */
  fromAnswerMs: number;
  fromSendMs: number;
}

export async function firstAttemptFigure(isQuick: boolean): Promise<Figure> {
  const server = await benchServer();
  const receiver = await startReceiver();
  try {
    const api = await publishBenchForm(server);
    await addDestination(api, receiver.url);
    const grants = await twoGrants(server);
    const trip = async (): Promise<Trip> => {
      const arrival = receiver.next();
      const sentMs = performance.now();
      const answer = await fetch(`${server.url}/v1/t/${tenant}/submissions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: submissionText(grants),
      });
      const answeredMs = performance.now();
      if (answer.status !== 201) throw new Error(`a submission was refused with ${answer.status}`);
      await answer.arrayBuffer();
      const arrivedMs = await arrival;
      return { fromAnswerMs: Math.max(0, arrivedMs - answeredMs), fromSendMs: arrivedMs - sentMs };
    };
    for (let warm = 0; warm < 20; warm++) await trip();
    const trips: Trip[] = [];
    for (let at = 0; at < (isQuick ? 40 : 300); at++) trips.push(await trip());
    const fromAnswer = trips.map((one) => one.fromAnswerMs);
    const fromSend = trips.map((one) => one.fromSendMs);
    const measured = median(fromAnswer);
    return {
      what: 'submit → first delivery attempt on one machine, median',
      budget: `≤ ${budgetMs} ms`,
      measured: `${measured.toFixed(1)} ms`,
      isWithin: measured <= budgetMs,
      notes: [
        `from the 201’s receipt to the webhook’s arrival, ${trips.length} one after another; 95th percentile ${percentile(fromAnswer, 0.95).toFixed(1)} ms`,
        `from the sending of the submission: median ${median(fromSend).toFixed(1)} ms, 95th percentile ${percentile(fromSend, 0.95).toFixed(1)} ms`,
      ],
    };
  } finally {
    await server.remove();
    await receiver.close();
  }
}
