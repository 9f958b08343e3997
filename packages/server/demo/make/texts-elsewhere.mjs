/** What lies in the suborganization and in the second organization of the demo. */

export const deliveries = `Date,What,From,Arrives at,Checked by
2026-11-30,Larch planks 1-41,Nordmark Timber,landward end,Lukas
2026-12-02,Steel collars (2),Hafen Stahl,landward end,Lukas
2026-12-07,Larch planks 42-69,Nordmark Timber,footbridge,
2026-12-14,Rails 40 m,Hafen Stahl,pier head,
2026-12-15,Lamps (9),Lumen & Söhne,pier head,
`

export const safetyRules = `# Safety rules on Pier 4

1. **Life jacket** beyond the footbridge, always
2. Nobody works alone at the pier head
3. No work from wind force 7, the harbour office decides
4. Divers under water: cranes stand still, radio on *channel 12*

| Who | Radio | Phone |
| --- | --- | --- |
| Site office | 12 | 204 |
| Harbour office | 14 | 100 |
| Lifeboat | 16 | 112 |
`

export const siteVisit = `# Site visit, town library

With the town clerk and the neighbours, Tuesday morning.

- The old reading room is dry; its roof trusses can be **kept**
- The square side has room for the glass front, the *lime tree stays*
- Deliveries only from Mill Lane, before ten

## To find out

1. Who owns the wall to the bakery
2. Whether the cellar floods in spring
`

export const contacts = `Name,Role,Organization,Phone
Ines Moreau,Town clerk,Town of Alderbrook,555 0100
Harald Nyström,Structural engineer,Nyström & Dahl,555 0117
Grace Mbeki,Head librarian,Alderbrook library,555 0122
Yusuf Demir,Timber frame,Demir Carpentry,555 0136
`

export const tariqsToDo = `To do

- Second cost estimate to the town clerk by Friday
- Ask Harald about the roof trusses
- Model of the glass front, 1:50
`
