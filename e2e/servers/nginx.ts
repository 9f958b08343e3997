import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Something wrong in the right configuration. */
export type Mistake = (right: string) => string

/** The proxy as docs/administration.md tells administrators to set it up, in front of `upstream`. */
const configuration = (folder: string, port: number, upstream: number, blobs: string) => `
${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server {
    listen 127.0.0.1:${port}; listen 127.0.0.2:${port};
    client_max_body_size 0;
    large_client_header_buffers 8 32k;
    location / {
      proxy_pass http://127.0.0.1:${upstream};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_request_buffering off;
      proxy_buffering off;
      proxy_read_timeout 1h;
    }
    location /moorage-contents/ {
      internal;
      alias ${blobs}/;
      sendfile on;
      etag off; if_modified_since off; max_ranges 0;
      add_header X-WOPI-ItemVersion $upstream_http_x_wopi_itemversion;
      add_header X-WOPI-ServerVersion $upstream_http_x_wopi_serverversion;
      add_header X-Request-Id $upstream_http_x_request_id;
      add_header X-Content-Type-Options nosniff;
    }
  }
}`

export class Nginx {
  readonly #child: ChildProcess
  readonly #folder: string

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child
    this.#folder = folder
  }

  /** `blobs`: the folder of contents, where the server in front of which it stands hands them over */
  static async start(
    port: number,
    upstream: number,
    { mistake = (right) => right, blobs = '/nowhere' }: { mistake?: Mistake; blobs?: string } = {},
  ): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'moorage-nginx-'))
    await writeFile(join(folder, 'nginx.conf'), mistake(configuration(folder, port, upstream, blobs)))
    const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
      stdio: 'inherit',
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    })
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`nginx ended with ${code}`)))
      const attempt = () =>
        connect(port, '127.0.0.1')
          .once('connect', resolve)
          .once('error', () => setImmediate(attempt))
      attempt()
    })
    return new Nginx(child, folder)
  }

  async stop() {
    await new Promise((resolve) => {
      this.#child.once('exit', resolve)
      this.#child.kill('SIGTERM')
    })
    await rm(this.#folder, { recursive: true, force: true })
  }
}
