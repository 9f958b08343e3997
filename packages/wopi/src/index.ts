export { addActivitiesRequest, processAddActivitiesResponse } from './client/add-activities.ts'
export {
  type BootstrapAnswer,
  type BootstrapTarget,
  bootstrapRequest,
  getNewAccessTokenRequest,
  getRootContainerShortcutRequest,
  processBootstrapResponse,
} from './client/bootstrap.ts'
export { checkFileInfoRequest, processCheckFileInfoResponse } from './client/check-file-info.ts'
export { type ContainerAnswer, checkContainerInfoRequest, processCheckContainerInfoResponse } from './client/container-info.ts'
export { createChildContainerRequest, processCreateChildContainerResponse } from './client/create-child-container.ts'
export { createChildFileRequest, processCreateChildFileResponse } from './client/create-child-file.ts'
export { deleteContainerRequest, processDeleteContainerResponse } from './client/delete-container.ts'
export { deleteFileRequest, processDeleteFileResponse } from './client/delete-file.ts'
export {
  checkEcosystemRequest,
  getContainerEcosystemRequest,
  getEcosystemRequest,
  getRootContainerRequest,
  processCheckEcosystemResponse,
  processGetEcosystemResponse,
  processGetRootContainerResponse,
} from './client/ecosystem.ts'
export {
  enumerateAncestorsRequest,
  enumerateContainerAncestorsRequest,
  processEnumerateAncestorsResponse,
} from './client/enumerate-ancestors.ts'
export { enumerateChildrenRequest, processEnumerateChildrenResponse } from './client/enumerate-children.ts'
export { getFileRequest, processGetFileResponse } from './client/get-file.ts'
export { getContainerShareUrlRequest, getShareUrlRequest, processGetShareUrlResponse } from './client/get-share-url.ts'
export {
  getLockRequest,
  lockRequest,
  processGetLockResponse,
  processLockResponse,
  refreshLockRequest,
  unlockAndRelockRequest,
  unlockRequest,
} from './client/locks.ts'
export { type PutFileAnswer, type PutFileOptions, processPutFileResponse, putFileRequest } from './client/put-file.ts'
export { type PutRelativeFileAnswer, processPutRelativeFileResponse, putRelativeFileRequest } from './client/put-relative-file.ts'
export { processPutUserInfoResponse, putUserInfoRequest } from './client/put-user-info.ts'
export { processRenameContainerResponse, renameContainerRequest } from './client/rename-container.ts'
export { processRenameFileResponse, renameFileRequest } from './client/rename-file.ts'
export { type ClientRequest, clientRequest, targetOfUrl, type WopiTarget } from './client/request.ts'
export { type ClientFailure, type ClientResponse, failureOf } from './client/response.ts'
export { type ProofHeaders, proofHeaders, type Sign } from './client/sign.ts'
export { WOPI_ERRORS, WopiError, type WopiErrorCode } from './errors.ts'
export type { Bootstrap, BootstrapStore, NewAccessTokenResult } from './host/bootstrap-store.ts'
export { type Bootstrapper, type BootstrapperOptions, type BootstrapRequest, createBootstrapper } from './host/bootstrapper.ts'
export { hasExtension } from './host/extensions.ts'
export { createHost, type HostOptions, type WopiHost } from './host/host.ts'
export { decide, type HeldLock, LOCK_LIFETIME_MS, type LockDecision, type LockOperation } from './host/lock.ts'
export {
  createMemoryStore,
  type MemoryActor,
  type MemoryOffers,
  type MemoryStore,
  type MemoryStoreOptions,
  type MemoryUser,
} from './host/memory-store.ts'
export { freeName, legalName, nameCandidates, nameProblem, splitName, suggestedName } from './host/names.ts'
export type {
  AddressResult,
  AncestorsResult,
  ChildFile,
  ChildrenResult,
  ContainerResult,
  ContainerStore,
  ContainerTarget,
  CreateContainerResult,
  EcosystemStore,
  LockRequest,
  LockResult,
  Pointer,
  Refusal,
  RelativeResult,
  RelativeTarget,
  RemoveContainerResult,
  RenameContainerResult,
  RenameResult,
  Resource,
  StoredContent,
  WopiStore,
  WriteRequest,
  WriteResult,
} from './host/store.ts'
export {
  BOOTSTRAP_OPERATIONS,
  findOperation,
  OPERATIONS,
  type OperationName,
  type OperationRow,
  type PathShape,
  type Right,
} from './operations.ts'
export {
  type ActionUrl,
  type ActionUrlValues,
  clientParameters,
  expandActionUrl,
  MAX_ACTION_URL_BYTES,
} from './wire/action-url.ts'
export type { ActivityPerson, CommentActivity } from './wire/activities.ts'
export { decodeBase64, encodeBase64, encodeBase64Url } from './wire/base64.ts'
export { bearerChallenge, type SignInPlaces } from './wire/challenge.ts'
export { type CheckContainerInfo, type ShareUrlType, serializeContainerInfo } from './wire/container-info.ts'
export {
  chooseZone,
  type Discovery,
  type DiscoveryAction,
  type DiscoveryApp,
  DiscoveryError,
  type DiscoveryKey,
  type DiscoveryZone,
  findAction,
  parseDiscovery,
  writeDiscovery,
  type ZoneName,
} from './wire/discovery.ts'
export { type CheckEcosystem, serializeEcosystemInfo } from './wire/ecosystem-info.ts'
export { type CheckFileInfo, CSPP_PLUS_NAMES, parseFileInfo, serializeFileInfo } from './wire/file-info.ts'
export {
  buildFrameMessage,
  type EditorMessageName,
  type EditorMessages,
  type FrameMessage,
  type HostMessageName,
  type HostMessages,
  parseFrameMessage,
} from './wire/frame.ts'
export { booleanHeader, collaboraHeader, HEADERS, type HeaderBag, header, numberHeader } from './wire/headers.ts'
export {
  checkProof,
  epochMsOf,
  expectedProof,
  invariantUpperCase,
  PROOF_FUTURE_MS,
  PROOF_LIFETIME_MS,
  type ProofKeys,
  type ProofRequest,
  type ProofResult,
  parseTicks,
  ticksAt,
} from './wire/proof.ts'
export { decodeProofKey, encodeProofKey, type RsaPublicJwk } from './wire/proof-key.ts'
export { MAX_LOCK_LENGTH, type WopiRequest } from './wire/request.ts'
export type { WopiResponse } from './wire/response.ts'
export { decodeUtf7, encodeUtf7 } from './wire/utf7.ts'
export { fileIdOfWopiSrc } from './wire/wopi-src.ts'
