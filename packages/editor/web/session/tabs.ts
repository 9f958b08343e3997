/**
 * What the tabs of one browser know of each other. Each holds a Web Lock for its WOPI lock and for its draft: the
 * browser lets go of it when the tab dies, however it dies.
 */
export interface Tabs {
  /** this tab lives, under that name */
  hold(name: string): void
  /** holds a WOPI lock's name, and lets later tabs know whose the lock is */
  claim(lock: string): void
  release(lock: string): void
  /** whose a lock is: another person's (or browser's), a tab's that is gone, a tab's that is open */
  ownerOf(lock: string): Promise<'someone' | 'dead-tab' | 'living-tab'>
  isAlive(name: string): Promise<boolean>
  /** asks the tab that holds the lock to save and let go; resolves when it has, or after `ms` */
  call(lock: string, ms: number): Promise<void>
  onCall(answer: (lock: string) => void): void
}

const lockName = (lock: string) => `moorage-lock:${lock}`

/** `file`: WopiSrc. Without Web Locks (a page that is not in a secure context) every own lock counts as alive. */
export function browserTabs(file: string): Tabs {
  const key = `moorage-lock:${file}`
  const locks: LockManager | undefined = navigator.locks
  const releases = new Map<string, () => void>()
  const channel = new BroadcastChannel('moorage-tabs')

  const isHeld = async (name: string) => {
    if (!locks) return true
    const { held = [] } = await locks.query()
    return held.some((lock) => lock.name === name)
  }
  const stored = () => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const hold = (name: string) => {
    void locks?.request(lockName(name), () => new Promise<void>((release) => releases.set(name, release)))
  }

  return {
    hold,
    claim(lock) {
      hold(lock)
      try {
        localStorage.setItem(key, lock)
      } catch {
        // no storage: a tab that dies leaves its lock to expire
      }
    },
    release(lock) {
      releases.get(lock)?.()
      releases.delete(lock)
      try {
        if (stored() === lock) localStorage.removeItem(key)
      } catch {
        // as above
      }
    },
    async ownerOf(lock) {
      if (!lock || stored() !== lock) return 'someone'
      return (await isHeld(lockName(lock))) ? 'living-tab' : 'dead-tab'
    },
    isAlive: (name) => (locks ? isHeld(lockName(name)) : Promise.resolve(false)),
    async call(lock, ms) {
      channel.postMessage({ letGo: lock })
      if (!locks) return new Promise((resolve) => setTimeout(resolve, ms))
      await locks.request(lockName(lock), { signal: AbortSignal.timeout(ms) }, () => undefined).catch(() => undefined)
    },
    onCall(answer) {
      channel.addEventListener('message', ({ data }: MessageEvent<{ letGo?: string }>) => {
        if (typeof data?.letGo === 'string') answer(data.letGo)
      })
    },
  }
}
