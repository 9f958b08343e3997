import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Link } from '@fluentui/react-components'
import { useFocusBack } from '../../../../dialogs/focus-back.ts'
import { wordsFindings } from '../../../../words-launch-findings.ts'
import styles from './findings.module.css'
import type { Picture } from './screenshots.ts'

const words = wordsFindings.screenshots

/** A picture as large as the window allows; in a tab of its own it has its own size. */
export function FullView({ picture, onClose }: { picture: Picture; onClose(): void }) {
  useFocusBack()
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className={styles.fullView}>
        <DialogBody>
          <DialogTitle className={styles.wrapped}>{picture.name}</DialogTitle>
          <DialogContent className={styles.fullPicture}>
            <img src={picture.src} alt={picture.name} />
            {picture.about && <span className={styles.quiet}>{picture.about}</span>}
          </DialogContent>
          <DialogActions>
            {!picture.file && (
              <Link href={picture.src} target="_blank" rel="noopener">
                {words.newTab}
              </Link>
            )}
            <Button appearance="primary" onClick={onClose}>
              {words.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
