package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// context holds what the rules need of a paragraph's text, independent of its
// lines.
type context struct {
	text    string
	runes   []rune
	offset  []int // byte offset of each rune
	index   runeIndex
	class   []class   // after the shapes of quotes and dashes were resolved
	literal []literal // what a character is inside, except the first of each
	inUnit  []string  // rule that forbids a line to start with this rune; empty: none
	unclear []bool    // a quote or dash whose shape the rules leave to the language
	edges   []int     // byte offsets at which links begin or end, ascending
	noLinks bool      // the edges of links are not known
}

// runeIndex holds the index of the rune that begins at each byte offset of a text, and
// the number of runes for the text's end.
type runeIndex []int32

// of returns the index of the rune at an offset, 0 if none begins there.
func (x runeIndex) of(offset int) int {
	if offset < 0 || offset >= len(x) {
		return 0
	}
	return int(x[offset])
}

// literal is a kind of text that is copied as it is printed (RULES 1.5).
type literal uint8

const (
	plainText  literal = iota
	address            // a web or mail address
	identifier         // an identifier, a path or the name of a file
)

var (
	reURL  = regexp.MustCompile(`(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[!#-;=?-~]+`)
	reName = regexp.MustCompile(`[A-Za-z0-9_./\\:@+~#$%&=?-]{13,}`)
	// What an identifier has that words and numbers have not.
	reMarked = regexp.MustCompile(`[a-z_\\@]`)
	reJoined = regexp.MustCompile(`.[_./\\:@+~#$%&=?].|[a-z][A-Z]|[A-Za-z][0-9]|[0-9][A-Za-z]`)
	// Versions and addresses of machines.
	reVersion = regexp.MustCompile(`^[vV]?[0-9]+\.[0-9][^_/\\@:]*$`)
	reMachine = regexp.MustCompile(`^[0-9A-Fa-f./%]*:[0-9A-Fa-f./%]*:[0-9A-Fa-f:./%]*$`)
	reMail    = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`)
	reNote    = regexp.MustCompile(`\[[0-9]+(?:[,–-][0-9]+)*\]`)
	reForm    = regexp.MustCompile(`[A-Za-z0-9]*[` + superSub + `]+(?:-?[A-Za-z0-9` + superSub + `]+)*`)
	reUnit    = longest(`[0-9] ?(?:mg|kg|μg|µg|ng|g|t|km|cm|mm|μm|µm|nm|dm|hm|m|mL|ml|L|kW|MW|GW|W|Wh|kWh|MWh|Hz|kHz|MHz|GHz|Pa|hPa|kPa|MPa|kV|V|mA|A|kJ|MJ|J|K|s|min|h|d|ha|mol|dB|ppm|ppb)(?:[²³]|/(?:[a-zA-Zμ]+[²³]?))*`)
	reGroup   = regexp.MustCompile(`[0-9]+(?:[.,:-][0-9]+)*`)
)

// longest compiles a pattern that prefers the longest match: mL, not m.
func longest(pattern string) *regexp.Regexp {
	re := regexp.MustCompile(pattern)
	re.Longest()
	return re
}

func newContext(text string, edges []int) *context {
	n := utf8.RuneCountInString(text)
	c := &context{text: text, index: make(runeIndex, len(text)+1), runes: make([]rune, 0, n), offset: make([]int, 0, n), class: make([]class, 0, n)}
	for i, r := range text {
		c.index[i] = int32(len(c.runes))
		c.offset = append(c.offset, i)
		c.runes = append(c.runes, r)
		c.class = append(c.class, classOf(r))
		// A digit in a keycap (U+20E3) is an emoji, with a selector between or not.
		if n := len(c.runes); r == '\u20e3' && n > 1 {
			base := n - 2
			if c.runes[base] == '\ufe0f' {
				base--
			}
			c.class[max(base, 0)] = other
		}
	}
	c.index[len(text)] = int32(n)
	c.edges = edges
	c.literal, c.inUnit, c.unclear = make([]literal, n), make([]string, n), make([]bool, n)
	c.findAddresses()
	c.findIdentifiers()
	c.findTildes()
	c.findUnits()
	c.resolveQuotes()
	c.resolveDashes()
	return c
}

// span converts byte offsets of a match to rune indices.
func (c *context) span(loc []int) (from, to int) { return c.index.of(loc[0]), c.index.of(loc[1]) }

func (c *context) findAddresses() {
	if !strings.Contains(c.text, "://") && !strings.Contains(c.text, "www.") && !strings.Contains(c.text, "@") {
		return
	}
	for _, re := range []*regexp.Regexp{reURL, reMail} {
		for _, loc := range c.find(re, []byte(c.text)) {
			from, to := c.span(loc)
			if c.runes[from] == 'w' && from > 0 && wordOrAt(c.runes[from-1]) && !slices.Contains(c.edges, loc[0]) && !strings.Contains(c.text[loc[0]:loc[1]], "://") {
				continue
			}
			for re == reURL && to > from && in(".,;:!?)'", c.runes[to-1]) {
				to--
			}
			c.mark(from, to, address)
		}
	}
}

func wordOrAt(r rune) bool { return r < 0x80 && (isLetter(r) || isDigit(r) || r == '@') }

// mark sets the kind of the runes [from,to) but the first.
func (c *context) mark(from, to int, kind literal) {
	for i := from + 1; i < to; i++ {
		if c.literal[i] == plainText {
			c.literal[i] = kind
		}
	}
}

// findIdentifiers marks identifiers between the addresses.
func (c *context) findIdentifiers() {
	rest := []byte(c.text)
	for i, kind := range c.literal {
		if kind == address {
			rest[c.offset[i]], rest[c.offset[i-1]] = ' ', ' '
		}
	}
	for _, loc := range c.find(reName, rest) {
		name := string(rest[loc[0]:loc[1]])
		left := len(name) - len(strings.TrimLeft(name, "-.:?&=+%"))
		name = strings.Trim(name, "-.:?&=+%")
		if isIdentifier(name) {
			from := c.index.of(loc[0] + left)
			c.mark(from, from+len(name), identifier)
		}
	}
}

// reTilde is a ~ between numbers or Roman numerals (RULES 1.5).
var reTilde = regexp.MustCompile(`(?:[0-9０-９][%‰°℃℉％]*|[Ⅰ-ⅿ]|(?:^|[^A-Za-z0-9])[IVXLCDM]+)[ \x{a0}]?~`)
var reAfterTilde = regexp.MustCompile(`^[ \x{a0}]?[+−±￥¥$€£-]?(?:[0-9０-９]|[Ⅰ-ⅿ]|[IVXLCDM]+(?:[^A-Za-z0-9]|$))`)

// findTildes gives ~ between numbers the class of ～ in Chinese text. Quotation marks are
// those of other languages, too.
func (c *context) findTildes() {
	if !strings.Contains(c.text, "~") || !strings.ContainsFunc(c.text, func(r rune) bool {
		return classOf(r) == han || in(openMarks+closeMarks+stopMarks, r) && !in("“”‘’", r)
	}) {
		return
	}
	for _, loc := range reTilde.FindAllStringIndex(c.text, -1) {
		i := c.index.of(loc[1] - 1)
		if reAfterTilde.MatchString(c.text[loc[1]:]) && c.literal[i] == plainText && !rePath.MatchString(c.text[:loc[1]]) {
			c.class[i] = tilde
		}
	}
}

// rePath is a path at the end of a text, as far as its last sign.
var rePath = regexp.MustCompile(`(?:\\|[A-Za-z][!-.0-~]*/)[!-~]*$`)

func isIdentifier(name string) bool {
	letters, digits := 0, 0
	for _, r := range name {
		switch {
		case isLetter(r):
			letters++
		case isDigit(r):
			digits++
		}
	}
	switch {
	case letters == 0 || letters+digits <= 12:
		return false
	case letters <= 12 && reVersion.MatchString(name), reMachine.MatchString(name):
		return false
	}
	marked := reMarked.MatchString(name) || digits == 0 && strings.Count(name, "/") > 1
	return marked && reJoined.MatchString(name)
}

// findUnits marks the characters that RULES 1.5 forbids a line to start with, by
// a pattern or by the character before them.
func (c *context) findUnits() {
	// A search takes far longer than to see that there is nothing to find.
	digits := strings.ContainsAny(c.text, "0123456789")
	if digits {
		c.findPattern(reGroup, "digits 1.5")
	}
	if strings.ContainsAny(c.text, superSub) {
		c.findPattern(reForm, "subscript 1.5")
	}
	if digits {
		c.findPattern(reNote, "note 1.5")
		c.findPattern(reUnit, "unit 1.5")
	}
	for i := 1; i < len(c.runes); i++ {
		if c.literal[i] != plainText {
			continue
		}
		if rule := c.unitRule(i); rule != "" {
			c.inUnit[i] = rule
		} else if c.inUnit[i] == "" && c.inWord(i) {
			c.inUnit[i] = "word 1.5"
		}
	}
}

// findPattern marks the matches of a pattern, except their first characters. A
// unit of measurement must be at the end of a word.
func (c *context) findPattern(re *regexp.Regexp, rule string) {
	for _, loc := range re.FindAllStringIndex(c.text, -1) {
		from, to := c.span(loc)
		if re == reUnit && to < len(c.runes) && (isLetter(c.runes[to]) || isDigit(c.runes[to])) {
			continue
		}
		for i := from + 1; i < to; i++ {
			if c.class[i] != space && c.literal[i] == plainText {
				c.inUnit[i] = rule
			}
		}
	}
}

// unitRule returns the rule that keeps a character with the one before it; "" if
// none does.
func (c *context) unitRule(i int) string {
	r, prev := c.runes[i], c.runes[i-1]
	switch {
	case isSuperSub(r) && c.class[i-1] != space:
		return "subscript 1.5"
	case r == '[' && c.class[i-1] != space && c.noteAt(i):
		return "note 1.5"
	case isDigit(r) && in("+-−±", prev):
		return "sign 1.5"
	case isLetter(r) && in(".,:;'’", prev) && i > 1 && isLetter(c.runes[i-2]),
		in("'’", r) && isLetter(prev) && i+1 < len(c.runes) && isLetter(c.runes[i+1]):
		return "word 1.5"
	}
	return ""
}

// inWord reports whether a letter or digit follows another one of the same word;
// digits alone are a number.
func (c *context) inWord(i int) bool {
	r, prev := c.runes[i], c.runes[i-1]
	return isLetter(r) && (isLetter(prev) || isDigit(prev)) || isDigit(r) && isLetter(prev)
}

func (c *context) noteAt(i int) bool {
	loc := reNote.FindStringIndex(c.text[c.offset[i]:])
	return loc != nil && loc[0] == 0
}

// pair is an opening and a closing quote; up is the index of the enclosing pair,
// -1 for none.
type pair struct{ from, to, up int }

// open reports whether the innermost open quote is a ‘.
func open(stack []int, pairs []pair, runes []rune) bool {
	n := len(stack)
	return n > 0 && runes[pairs[stack[n-1]].from] == '‘'
}

// beside reports whether there is a letter on either side.
func (c *context) beside(i int) bool {
	return i > 0 && isLetter(c.runes[i-1]) || i+1 < len(c.runes) && isLetter(c.runes[i+1])
}

// resolveQuotes determines the shape of each pair of “” and ‘’ (RULES 1.8).
// Where it depends on the content or the language, both shapes are accepted.
func (c *context) resolveQuotes() {
	pairs := c.pairQuotes()
	shape := make([]class, len(pairs))
	for n, q := range pairs {
		if q.to < 0 {
			c.unclear[q.from] = true
			continue
		}
		shape[n] = c.shapeOf(q, shape)
		switch shape[n] {
		case han:
		case latin:
			c.class[q.from], c.class[q.to] = other, other
		default:
			c.unclear[q.from], c.unclear[q.to] = true, true
		}
	}
}

// pairQuotes returns the pairs of quotes in the order of the opening ones; to is
// -1 for an unpaired quote. Apostrophes get the class of letters.
func (c *context) pairQuotes() (pairs []pair) {
	var stack []int
	for i, r := range c.runes {
		switch r {
		case '“', '‘':
			up := -1
			if len(stack) > 0 {
				up = stack[len(stack)-1]
			}
			stack = append(stack, len(pairs))
			pairs = append(pairs, pair{i, -1, up})
		case '”', '’':
			if r == '’' && (c.apostrophe(i) || !open(stack, pairs, c.runes) && c.beside(i)) {
				c.class[i] = latin
				continue
			}
			if n := len(stack); n > 0 && c.runes[pairs[stack[n-1]].from] == map[rune]rune{'”': '“', '’': '‘'}[r] {
				pairs[stack[n-1]].to = i
				stack = stack[:n-1]
			} else {
				c.unclear[i] = true
			}
		}
	}
	return pairs
}

// shapeOf returns the shape of a pair: han, latin, or other where the rules
// leave it open. Shape holds the shapes of earlier pairs.
func (c *context) shapeOf(q pair, shape []class) class {
	left, right := c.strong(q.from, -1), c.strong(q.to, +1)
	switch {
	case left == han && right == han, left == han && right == other, right == han && left == other:
		return han
	case left == latin && right == latin:
		return latin
	case left == latin && right != han, right == latin && left != han:
		// The rules leave open the case of a Latin neighbour on one side and a
		// Chinese stop on the other.
		return other
	case left == other && right == other && q.up >= 0:
		return shape[q.up]
	}
	return other
}

func (c *context) apostrophe(i int) bool {
	return i > 0 && i+1 < len(c.runes) && isLetter(c.runes[i-1]) && isLetter(c.runes[i+1])
}

// strong returns the script, han or latin, of the nearest character with a
// strong script from i on in the direction of step. It returns other at the end
// of the text, and space where a bracket or another quote comes first, since
// whether that ends the nesting level depends on how it is paired.
func (c *context) strong(i, step int) class {
	stopped := false
	for j := i + step; j >= 0 && j < len(c.runes); j += step {
		switch k := classOf(c.runes[j]); {
		case k == latin && stopped && unicode.IsLetter(c.runes[j]):
			return space // a Chinese stop is nearer
		case k == han || k == latin && unicode.IsLetter(c.runes[j]):
			return k
		case k == stop:
			stopped = true
		case in(openMarks+closeMarks+"()[]{}<>\"", c.runes[j]):
			return space
		}
	}
	return other
}

// resolveDashes marks —— and …… next to Latin text as unclear where only the
// language decides their shape.
func (c *context) resolveDashes() {
	for i, k := range c.class {
		if k != dash && k != ellipsis || c.runes[i] == '⸺' {
			continue
		}
		if c.near(i, -1) == latin || c.near(i, +1) == latin {
			c.unclear[i] = true
		}
	}
}

// near returns the class of the first character before or after, by step, the
// sequence of dashes or dots at i; latin also for other characters that are
// certainly from the Latin face.
func (c *context) near(i, step int) class {
	for j := i + step; j >= 0 && j < len(c.runes); j += step {
		switch k := c.class[j]; k {
		case dash, ellipsis, joiner, space:
			continue
		case latin:
			return latin
		case other, half:
			return latin // ASCII marks and the like: not certain
		default:
			if c.unclear[j] {
				return latin
			}
			return han
		}
	}
	return other
}
