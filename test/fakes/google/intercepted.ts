import { HttpResponse, http } from 'msw/http';
import type { FakeGoogle } from './index.ts';

/**
 * The double as handlers of msw, for a test whose client goes to Google's own hosts: `setupServer(...handlersOf(fake))`.
 * A connection that breaks or stays silent is a network error here; only the listener can be silent.
 */
export function handlersOf(fake: FakeGoogle) {
  return [
    http.all(/^https:\/\/(?:[a-z0-9]+\.)?googleapis\.com\//, async ({ request }) => {
      const { pathname, search } = new URL(request.url);
      const { 'accept-encoding': _, ...headers } = Object.fromEntries(request.headers);
      const reply = await fake.respond({
        method: request.method,
        url: pathname + search,
        headers,
        body: new Uint8Array(await request.arrayBuffer()),
      });
      if (reply.how !== 'answered') return HttpResponse.error();
      return new HttpResponse(reply.status === 204 ? null : Uint8Array.from(reply.bytes).buffer, {
        status: reply.status,
        headers: reply.headers,
      });
    }),
  ];
}
