/** Owns the types of `env` and `exports` inside the workerd tests; must not know what the Worker does with them. */
declare namespace Cloudflare {
  interface Env extends WorkerEnv {}
  interface GlobalProps {
    mainModule: typeof import('./main.ts');
  }
}
type WorkerEnv = import('../../worker/env.ts').Env;
