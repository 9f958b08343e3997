import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { Confirm } from '../parts/dialogs.tsx'

const words = wordsMicrosoft365.notPublic

interface Props {
  why: string
  onClose(): void
  onRehearse(): void
  onAnyway(): Promise<unknown>
}

/** Said before somebody chooses Microsoft's own addresses on a host that Microsoft cannot call. */
export function NotPublic({ why, onClose, onRehearse, onAnyway }: Props) {
  // closing comes after the choice, and would close what it opens
  const rehearse = async () => void setTimeout(onRehearse)
  return (
    <Confirm
      title={words.title}
      onClose={onClose}
      choices={[
        { label: words.rehearse, run: rehearse },
        { label: words.anyway, run: onAnyway },
      ]}
    >
      <p>{words.text(why)}</p>
      <p>{words.instead}</p>
    </Confirm>
  )
}
