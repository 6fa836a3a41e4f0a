package content

import "jianbao/content/diag"

// Verse is a poem or song: its lines are kept.
type Verse struct {
	Stanzas [][]Inline // of each its lines, with a Break between two; none is empty
	Quoted  bool       // it is a block quote
	Span    diag.Span
}

func (*Verse) block() {}
