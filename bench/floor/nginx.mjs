import { spawn, spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
  })

const LOCATION = '/contents-of-moorage/'
/** nginx asks from an address of its own, so that only what comes by it is handed over to it. */
const NGINX = '127.0.0.2'
export const ACCEL_SETTINGS = { MOORAGE_TRUSTED_PROXIES: NGINX, MOORAGE_ACCEL_REDIRECT: LOCATION }

/** nginx with sendfile over `files`, and in front of the server at `upstream`, whose contents lie in `blobs`; undefined where it is not installed. */
export async function startNginx({ folder, files, blobs, upstream }) {
  if (spawnSync('nginx', ['-v']).error) return undefined
  await mkdir(folder, { recursive: true })
  const port = await freePort()
  const { host } = new URL(upstream)
  const config = join(folder, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`).join(' ')
  await writeFile(
    config,
    `${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes auto; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; ${temporary}
  upstream moorage { server ${host}; keepalive 32; }
  server {
    listen 127.0.0.1:${port};
    location /files/ { alias ${files}/; }
    location /wopi/ {
      proxy_pass http://moorage; proxy_bind ${NGINX}; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header Host ${host};
    }
    location ${LOCATION} { internal; alias ${blobs}/; }
  }
}
`,
  )
  const child = spawn('nginx', ['-p', folder, '-c', config], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('close', resolve))
  while (!(await answers(port))) if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
