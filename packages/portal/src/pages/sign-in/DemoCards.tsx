import { Avatar, Divider } from '@fluentui/react-components'
import { ChevronDown20Regular } from '@fluentui/react-icons'
import type { DemoCard, SignInPage } from '@moorage/api'
import { useState } from 'react'
import { words } from '../../words.ts'
import styles from './entrance.module.css'

interface Props {
  page: SignInPage
  busy: boolean
  onChoose: (email: string) => void
}

/** One click for each of the demo's people; those of its other organizations wait behind a button. */
export function DemoCards({ page, busy, onChoose }: Props) {
  const [unfolded, setUnfolded] = useState(false)
  const cards = (people: DemoCard[]) => (
    <div className={styles.cards}>
      {people.map((card) => (
        <button key={card.email} type="button" className={styles.card} disabled={busy} onClick={() => onChoose(card.email)}>
          <Avatar name={card.name} size={40} color="colorful" aria-hidden="true" />
          <span className={styles.cardText}>
            <strong>
              <span className="visually-hidden">{words.signIn.demoAs} </span>
              {card.name}
            </strong>
            <span>{card.about}</span>
          </span>
        </button>
      ))}
    </div>
  )
  return (
    <section aria-labelledby="demo">
      <h2 id="demo" className={styles.demoHeading}>
        {words.signIn.demoHeading}
      </h2>
      {cards(page.demoCards)}
      <p className={styles.hint}>{words.signIn.secondPerson}</p>
      {page.moreDemo.length > 0 && (
        <button type="button" className={styles.more} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {words.signIn.morePeople}
          <ChevronDown20Regular />
        </button>
      )}
      {unfolded &&
        page.moreDemo.map(({ organization, below, cards: people }) => (
          <div key={organization} className={styles.elsewhere}>
            <h3>{below ? words.signIn.organizationBelow(organization, below) : organization}</h3>
            {cards(people)}
          </div>
        ))}
      <Divider className={styles.divider}>{words.signIn.or}</Divider>
    </section>
  )
}
