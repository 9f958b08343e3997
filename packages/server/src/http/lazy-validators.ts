import ajvCompiler from '@fastify/ajv-compiler'

const build = ajvCompiler()

/** A route's schema is compiled when it is first asked for: all of them at once took a third of every start. */
export const lazyValidators: typeof build = (schemas, options) => {
  let compile: ReturnType<typeof build> | undefined
  return (route) => {
    let validate: ReturnType<NonNullable<typeof compile>> | undefined
    const check = (data: unknown) => {
      compile ??= build(schemas, options)
      validate ??= compile(route)
      const valid = validate(data)
      // where Fastify looks for them
      check.errors = validate.errors
      return valid
    }
    check.errors = undefined as NonNullable<typeof validate>['errors']
    return check as NonNullable<typeof validate>
  }
}
