package check

import (
	"regexp"
	"unicode"
)

// context holds what the rules need of a paragraph's text before any
// line is looked at.
type context struct {
	text    string
	runes   []rune
	offset  []int       // byte offset of each rune
	index   map[int]int // the reverse
	class   []class     // after quotes and dashes took their shape
	url     []bool      // inside a URL or an e-mail address, its first character excepted
	inUnit  []string    // rule by which no line may start with this rune; empty: none
	unclear []bool      // a quote or dash whose shape the rules leave to the language
}

var (
	reURL   = regexp.MustCompile(`(?:https?://|ftp://|www\.)[!-~]+`)
	reMail  = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`)
	reNote  = regexp.MustCompile(`\[[0-9]+(?:[,–-][0-9]+)*\]`)
	reForm  = regexp.MustCompile(`[A-Za-z0-9]*[` + superSub + `]+(?:-?[A-Za-z0-9` + superSub + `]+)*`)
	reUnit  = longest(`[0-9] ?(?:mg|kg|μg|µg|ng|g|t|km|cm|mm|μm|µm|nm|dm|hm|m|mL|ml|L|kW|MW|GW|W|Wh|kWh|MWh|Hz|kHz|MHz|GHz|Pa|hPa|kPa|MPa|kV|V|mA|A|kJ|MJ|J|K|s|min|h|d|ha|mol|dB|ppm|ppb)(?:[²³]|/(?:[a-zA-Zμ]+[²³]?))*`)
	reGroup = regexp.MustCompile(`[0-9]+(?:[.,:-][0-9]+)*`)
)

// longest compiles a pattern of which the longest match counts: mL, not m.
func longest(pattern string) *regexp.Regexp {
	re := regexp.MustCompile(pattern)
	re.Longest()
	return re
}

func newContext(text string) *context {
	c := &context{text: text, index: map[int]int{}}
	for i, r := range text {
		c.index[i] = len(c.runes)
		c.offset = append(c.offset, i)
		c.runes = append(c.runes, r)
		c.class = append(c.class, classOf(r))
	}
	c.index[len(text)] = len(c.runes)
	n := len(c.runes)
	c.url, c.inUnit, c.unclear = make([]bool, n), make([]string, n), make([]bool, n)
	c.findURLs()
	c.findUnits()
	c.resolveQuotes()
	c.resolveDashes()
	return c
}

// span turns byte offsets of a regexp into rune indices.
func (c *context) span(loc []int) (from, to int) { return c.index[loc[0]], c.index[loc[1]] }

func (c *context) findURLs() {
	for _, re := range []*regexp.Regexp{reURL, reMail} {
		for _, loc := range re.FindAllStringIndex(c.text, -1) {
			from, to := c.span(loc)
			for to > from && in(".,;:!?)'\"", c.runes[to-1]) {
				to--
			}
			for i := from + 1; i < to; i++ {
				c.url[i] = true
			}
		}
	}
}

// findUnits marks the characters no line may start with by RULES 1.5,
// by a pattern or by the character before them.
func (c *context) findUnits() {
	c.findPattern(reGroup, "digits 1.5")
	c.findPattern(reForm, "subscript 1.5")
	c.findPattern(reNote, "note 1.5")
	c.findPattern(reUnit, "unit 1.5")
	for i := 1; i < len(c.runes); i++ {
		if c.url[i] {
			continue
		}
		if rule := c.unitRule(i); rule != "" {
			c.inUnit[i] = rule
		} else if c.inUnit[i] == "" && c.inWord(i) {
			c.inUnit[i] = "word 1.5"
		}
	}
}

// findPattern marks what a pattern matches, its first character excepted. A unit
// ends its word.
func (c *context) findPattern(re *regexp.Regexp, rule string) {
	for _, loc := range re.FindAllStringIndex(c.text, -1) {
		from, to := c.span(loc)
		if re == reUnit && to < len(c.runes) && (isLetter(c.runes[to]) || isDigit(c.runes[to])) {
			continue
		}
		for i := from + 1; i < to; i++ {
			if c.class[i] != space && !c.url[i] {
				c.inUnit[i] = rule
			}
		}
	}
}

// unitRule is the rule that keeps a character with the one before it.
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

// inWord reports whether a letter or digit stands behind another with which it
// makes a word; digits alone are a number.
func (c *context) inWord(i int) bool {
	r, prev := c.runes[i], c.runes[i-1]
	return isLetter(r) && (isLetter(prev) || isDigit(prev)) || isDigit(r) && isLetter(prev)
}

func (c *context) noteAt(i int) bool {
	loc := reNote.FindStringIndex(c.text[c.offset[i]:])
	return loc != nil && loc[0] == 0
}

// pair is two quotes that belong together; up is the pair around them, -1 for
// none.
type pair struct{ from, to, up int }

// open reports whether a ‘ waits for its ’.
func open(stack []int, pairs []pair, runes []rune) bool {
	n := len(stack)
	return n > 0 && runes[pairs[stack[n-1]].from] == '‘'
}

// beside reports whether a letter stands at either side.
func (c *context) beside(i int) bool {
	return i > 0 && isLetter(c.runes[i-1]) || i+1 < len(c.runes) && isLetter(c.runes[i+1])
}

// resolveQuotes gives each pair of “” and ‘’ its shape (RULES 1.8). Where
// the rules leave it to the content or the language, either shape is accepted.
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

// pairQuotes finds which quotes belong together, in the order of the opening
// ones; to is -1 where one stands alone. Apostrophes become letters.
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

// shapeOf is the shape of a pair: han, latin, or other where the rules leave it
// open. Shape has those of the pairs before it.
func (c *context) shapeOf(q pair, shape []class) class {
	left, right := c.strong(q.from, -1), c.strong(q.to, +1)
	switch {
	case left == han && right == han, left == han && right == other, right == han && left == other:
		return han
	case left == latin && right == latin:
		return latin
	case left == latin && right != han, right == latin && left != han:
		// A Latin neighbour at one side only, with a Chinese stop at the
		// other, is a case the rule's order leaves open.
		return other
	case left == other && right == other && q.up >= 0:
		return shape[q.up]
	}
	return other
}

func (c *context) apostrophe(i int) bool {
	return i > 0 && i+1 < len(c.runes) && isLetter(c.runes[i-1]) && isLetter(c.runes[i+1])
}

// strong returns han or latin for the nearest character of a strong script
// from i on in the direction of step, other at the text's edge, and space where
// a bracket or another quote comes first: whether that ends its nesting level is
// then a question of how it is paired.
func (c *context) strong(i, step int) class {
	stopped := false
	for j := i + step; j >= 0 && j < len(c.runes); j += step {
		switch k := classOf(c.runes[j]); {
		case k == latin && stopped && unicode.IsLetter(c.runes[j]):
			return space // a Chinese stop stands nearer
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

// resolveDashes takes from —— and …… with Latin text beside them the shape
// that only the language decides.
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

// near returns the class of the first character beside the run of dashes or
// dots that i is in: latin too for what is certainly set in the Latin face.
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
