import fc from 'fast-check'

// The same inputs every time, so that a run that fails can be run again; `PROPERTY_SEED=7 npm test` tries others.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) })
