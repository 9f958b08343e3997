import Sqlite from 'libsql'

export type Connection = InstanceType<typeof Sqlite>

/** A connection that may write, with every pragma that durability and integrity need. */
export function connect(file: string): Connection {
  const connection = new Sqlite(file)
  // first of all: the next one may already have to wait, for whoever recovers or closes the database
  connection.exec('pragma busy_timeout = 5000')
  connection.exec('pragma journal_mode = wal')
  connection.exec('pragma synchronous = full')
  connection.exec('pragma foreign_keys = on')
  return connection
}

export function connectReadOnly(file: string): Connection {
  const connection = new Sqlite(file)
  connection.exec('pragma busy_timeout = 5000')
  connection.exec('pragma query_only = on')
  return connection
}
