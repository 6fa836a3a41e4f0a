package manifest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jianbao/content/pattern"
)

// multiplied is what stands between the asterisks and behind them where they are likely
// signs of multiplication, or keys of a code: 单价*数量*（1-折扣率）, 密码*1234*；.
var multiplied = pattern.New(`^\*[^*]*\*(?:[（(=＝×÷/+-]|[）)][=＝×÷/*+-])|^\*[0-9#][^*]*\*[^\s\pL\pN]|^\*[^*]*[0-9]\*[^\s\pL\pN]`)

// equation is the end of a text with a sign of arithmetic before a factor.
var equation = pattern.New(`[0-9][^\s，。；：、！？]{0,4}$|[=＝×÷][^，。；：！？]{0,30}$`)

var (
	// bracketed is a sum or product between brackets, at the end of a text.
	bracketed = pattern.New(`[（(][^（()）]*(?:[=＝×÷/*+＋−－]|[^0-9]-[^0-9])[^（()）]*[）)]$`)
	// equals is a sign of equality, and a side of the equation behind it.
	equals = pattern.New(`[=＝×÷][^，。；：！？]{0,30}$`)
)

// multiplies reports whether emphasis behind a letter, digit, Han or bracket and before a mark is
// likely none: a mark is usual behind emphasis, but not one of arithmetic, nor are figures.
func (e *emphasis) multiplies(at span) bool {
	before, after := e.before(at.from), e.after(at.to)
	if at.to-at.from > maxMasked || unicode.IsSpace(after) {
		return false
	}
	around := e.data[at.from:min(len(e.data), at.to+2*utf8.UTFMax)]
	left := e.data[max(0, at.from-maxMasked):at.from]
	if unicode.Is(unicode.Pe, before) {
		return bracketed().Match(left) && (equals().Match(left) || multiplied().Match(around))
	}
	return wordCharacter(before) && (multiplied().Match(around) || equation().Match(left))
}

// signsOnly reports whether a text between two asterisks behind a character is a face or
// other row of signs: (*^▽^*).
func signsOnly(before rune, inner string) bool {
	first, _ := utf8.DecodeRuneInString(inner)
	return !strings.ContainsFunc(inner, wordCharacter) || strings.ContainsRune("(（", before) && unicode.IsSymbol(first)
}

// signBeside reports whether an underscore between a character and a text is part of a
// formula or a face: ∑_{i=1}, ^_^, →_→.
func signBeside(before rune, rest []byte) bool {
	after, _ := utf8.DecodeRune(rest)
	switch {
	case len(rest) == 0:
		return false
	case after == '{', before > unicode.MaxASCII && unicode.Is(unicode.Sm, before) && !arrow(before):
		return true
	}
	return faceSign(before) && faceSign(after)
}

// faceSign reports whether a character is a sign that faces are drawn with.
func faceSign(r rune) bool {
	return unicode.IsSymbol(r) && !fullWidthMark(r) || strings.ContainsRune("-.;‹›¬", r)
}

func arrow(r rune) bool { return r >= 0x2190 && r <= 0x21FF }

// signBefore returns the character before an offset, a blank for the end of a tag.
func signBefore(parent ast.Node, at int, before rune) rune {
	if tagBefore(parent, at) {
		return ' '
	}
	return before
}

// tagBefore reports whether a tag or an address between < and > ends at an offset, at
// which the next child of a node begins.
func tagBefore(parent ast.Node, at int) bool {
	switch n := parent.LastChild().(type) {
	case *ast.RawHTML:
		return n.Segments.Len() > 0 && n.Segments.At(n.Segments.Len()-1).Stop == at
	case *ast.AutoLink:
		return true
	}
	return false
}
