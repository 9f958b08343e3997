import { Button, Dropdown, Field, Input, Option } from '@fluentui/react-components'
import { Add20Regular, Delete20Regular } from '@fluentui/react-icons'
import type { TrafficAssumptions } from '@moorage/api'
import { call } from '../../../api/call.ts'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { useAnswer } from '../parts/answer.ts'
import styles from './measured.module.css'

const words = wordsLaunchMeasured.traffic

export type Region = TrafficAssumptions['regions'][number] & { key: number }

/** Where people are: a share, or the organizations that are counted there. */
export function TrafficRegions({ regions, onChange }: { regions: Region[]; onChange(regions: Region[]): void }) {
  const answer = useAnswer({ key: 'organizations', read: (signal) => call('listOrganizations', { signal }) })
  const organizations = answer.data?.organizations.slice(1) ?? []
  const nameOf = (id: string) => organizations.find((one) => one.id === id)?.name ?? id
  const change = (key: number, next: Region) => onChange(regions.map((region) => (region.key === key ? next : region)))
  const add = () => onChange([...regions, { key: Math.max(0, ...regions.map(({ key }) => key)) + 1, name: '', percent: 0 }])
  return (
    <div className={styles.part}>
      <h3>{words.regionsStated}</h3>
      <p className={styles.quiet}>{words.regionHint}</p>
      {regions.map((region, index) => {
        const { key, name, percent, organizationIds } = region
        return (
          <div key={key} className={styles.region}>
            <Field label={words.regionName(index + 1)}>
              <Input value={name} maxLength={80} onChange={(_, { value }) => change(key, { ...region, name: value })} />
            </Field>
            <Field label={words.regionPercent(index + 1)}>
              <Input
                type="number"
                min={0}
                max={100}
                step="any"
                disabled={organizationIds !== undefined}
                value={organizationIds ? '' : String(percent ?? 0)}
                onChange={(_, { value }) => change(key, { ...region, percent: Number(value) })}
              />
            </Field>
            <Field label={words.regionOrganizations(index + 1)}>
              <Dropdown
                multiselect
                placeholder={words.noOrganizations}
                selectedOptions={organizationIds ?? []}
                value={(organizationIds ?? []).map(nameOf).join(', ')}
                onOptionSelect={(_, { selectedOptions }) =>
                  change(key, { key, name, ...(selectedOptions.length > 0 ? { organizationIds: selectedOptions } : { percent: 0 }) })
                }
              >
                {organizations.map((one) => (
                  <Option key={one.id} value={one.id}>
                    {one.name}
                  </Option>
                ))}
              </Dropdown>
            </Field>
            <Button
              appearance="subtle"
              icon={<Delete20Regular />}
              aria-label={words.removeRegion(index + 1)}
              onClick={() => onChange(regions.filter((one) => one.key !== key))}
            />
          </div>
        )
      })}
      <div>
        <Button icon={<Add20Regular />} onClick={add}>
          {words.addRegion}
        </Button>
      </div>
    </div>
  )
}
