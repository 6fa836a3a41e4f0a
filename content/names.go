package content

import "jianbao/content/diag"

// NameList is a list of names that are set in columns.
type NameList struct {
	Names   []Text // without blanks inside Han; at least one
	Columns int    // 0: as many as the longest name leaves room for
	Down    bool   // names follow one another down the columns, else across
	Span    diag.Span
}

// MaxNameColumns is the greatest number of columns of a list of names.
const MaxNameColumns = 16

func (*NameList) block() {}
