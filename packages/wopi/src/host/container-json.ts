import type { CheckContainerInfo } from '../wire/container-info.ts'
import type { Pointer } from './store.ts'

export const pointerJson = ({ name, url }: Pointer) => ({ Name: name, Url: url })

/** A folder as CreateChildContainer, GetRootContainer and the bootstrapper answer it. */
export const containerJson = ({ pointer, info }: { pointer: Pointer; info?: CheckContainerInfo }) => ({
  ContainerPointer: pointerJson(pointer),
  ContainerInfo: info,
})
