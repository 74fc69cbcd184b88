import type { Delivery } from '../src/core/knowledge.ts';
import type { Settings } from '../src/core/setting.ts';
import { coordinatorMailbox, digestDay, messagesPerRun, quietFrom, quietTo } from './settings.ts';

/** When reminders may leave and how many at a time, as «Impostazioni» says. */
export function deliveryOf(settings: Settings): Delivery {
  return {
    quietFrom: settings.of(quietFrom),
    quietTo: settings.of(quietTo),
    digestDay: settings.of(digestDay),
    atMost: settings.of(messagesPerRun),
    from: settings.of(coordinatorMailbox),
  };
}
