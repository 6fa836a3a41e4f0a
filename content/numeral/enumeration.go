package numeral

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content/pattern"
)

// Enumeration is how likely a mark belongs to the words after it.
type Enumeration uint8

const (
	NoEnumeration Enumeration = iota
	Unit                      // 一、三等奖, （一）班: numbers and their unit
	Successor                 // 一、二等奖, 三、四年级: the next number follows
)

var (
	countedUnit = pattern.New(`^(?:等|季度|年级|月|班|产业|楼|层|号|组|队|期|类|级|中|小学|把手)`)
	classUnit   = pattern.New(`^(?:班(?:[^子级车组]|$)|标段|[大中支]队|营[^业商销造利]|车间)`)
)

// Enumerates returns whether a mark may be part of the words after it: 一、二等奖
// and 三、四年级 enumerate, as 3、4号 does, （一）班 is a name.
func (m Mark) Enumerates(rest string) Enumeration {
	switch m.Level {
	case 2, 4:
		if classUnit().MatchString(rest) {
			return Unit
		}
	case 1:
		words := strings.TrimLeft(rest, Han)
		n := Parse(rest[:len(rest)-len(words)])
		switch {
		case n == m.N+1:
			return Successor
		case n > m.N && countedUnit().MatchString(words), strings.HasPrefix(words, "、") && n > m.N:
			return Unit
		}
	case 3:
		// An item may begin with a date: 3、4月底前完成.
		words := strings.TrimLeft(rest, "0123456789")
		if r, _ := utf8.DecodeRuneInString(words); m.Comma && unicode.Is(unicode.Han, r) && !strings.ContainsRune("年月日时", r) {
			if n, err := strconv.Atoi(rest[:len(rest)-len(words)]); err == nil && n == m.N+1 {
				return Successor
			}
		}
	}
	return NoEnumeration
}
