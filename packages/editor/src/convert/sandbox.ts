import { spawn } from 'node:child_process'

/** What one conversion may take. */
export interface Bounds {
  memory: number
  /** of any one file that it writes */
  output: number
  seconds: number
}

/** A command that runs another one within bounds: `arguments` first, then that command and its own. */
export interface Sandbox {
  program: string
  arguments: string[]
  /** how well it is fenced in */
  level: 'full' | 'network' | 'bounds'
}

// POSIX: ulimit -f counts blocks of 512 bytes, -v kilobytes
const limits = ({ memory, output, seconds }: Bounds) =>
  `ulimit -c 0; ulimit -v ${Math.floor(memory / 1024)} 2>/dev/null; ulimit -f ${Math.floor(output / 512)}; ulimit -t ${seconds};`

/** Saves come first: where memory runs out on Linux, the kernel ends the conversion and not the server. */
const MEEK = 'echo 1000 2>/dev/null >/proc/self/oom_score_adj;'
const NICE = 'nice -n 5'

/** From the tightest to what works everywhere. Namespaces of Linux need no rights, but containers and administrators may forbid them. */
function candidates(hidden: string, bounds: Bounds): Sandbox[] {
  const shell = (before: string, run: string) => ['sh', '-c', `${before} ${MEEK} ${limits(bounds)} exec ${NICE} ${run} "$@"`, 'sh']
  const powerless = 'setpriv --no-new-privs --bounding-set=-all --'
  const alone = ['--map-root-user', '--net']
  return [
    {
      level: 'full',
      program: 'unshare',
      // no network, no other process, and an empty folder where our own data lies
      arguments: [
        ...alone,
        ...['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--'],
        ...shell(`mount -t tmpfs -o size=4k,mode=0500 none "$1" || exit 99; shift;`, powerless),
        hidden,
      ],
    },
    { level: 'network', program: 'unshare', arguments: [...alone, '--', ...shell('', powerless)] },
    { level: 'bounds', program: 'sh', arguments: shell('', '').slice(1) },
  ]
}

const works = ({ program, arguments: given }: Sandbox): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, [...given, 'true'], { stdio: 'ignore', timeout: 10_000, killSignal: 'SIGKILL' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })

/** The tightest sandbox that this machine allows. `hidden`: the folder that what runs in it must not see. */
export async function sandboxFor(hidden: string, bounds: Bounds): Promise<Sandbox> {
  const all = candidates(hidden, bounds)
  for (const sandbox of all) if (await works(sandbox)) return sandbox
  return all.at(-1) as Sandbox
}
