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

/** nginx with sendfile over `files`, and in front of the server where `upstream` is given; undefined where it is not installed. */
export async function startNginx({ folder, files, blobs, upstream }) {
  if (spawnSync('nginx', ['-v']).error) return undefined
  await mkdir(folder, { recursive: true })
  const port = await freePort()
  const proxied = upstream
    ? `location /wopi/ { proxy_pass http://moorage; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; }
       location /contents-of-moorage/ { internal; alias ${blobs}/; }`
    : ''
  const config = join(folder, 'nginx.conf')
  await writeFile(
    config,
    `${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes auto; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
       ${upstream ? `upstream moorage { server ${new URL(upstream).host}; keepalive 32; }` : ''}
       server { listen 127.0.0.1:${port}; location /files/ { alias ${files}/; } ${proxied} } }`,
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
