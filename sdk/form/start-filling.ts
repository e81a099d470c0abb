/** Owns the joining of what a form's filling takes: measuring how consents are shown, and sending; must not do either. */
import { createMeter } from './consents/presentation-meter.ts';
import type { Filling, FillingPorts } from './second-part.ts';
import { createSubmit } from './submit-form.ts';

export function startFilling(ports: FillingPorts): Filling {
  const meter = createMeter();
  const measure = meter.watchOnly;
  measure(ports.session.sentences);
  return { send: createSubmit(ports, meter), measure, endSeen: meter.endSeen };
}
