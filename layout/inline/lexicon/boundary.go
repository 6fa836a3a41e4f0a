package lexicon

import (
	"slices"
	"strings"
)

// Boundary is the quality of the place before a character for a line to end;
// greater values are better places.
type Boundary uint8

const (
	Inside   Boundary = iota // inside a word, a name or a number with its unit
	Compound                 // inside a long word, between the words that it consists of: 中华人民|共和国
	Close                    // between words of which one depends on the other: a preposition and its object
	Between                  // between other words
	Clause                   // beside the verb of a title: before and after 召开, 开展, 加强
	Phrase                   // before 关于, and after the 的 that ends its object
)

// Boundaries returns for each character of a Chinese text the boundary before
// it. Beside characters that are not Han, letters or digits it is Between, except
// after the dot of a foreign name, Close where a mark stands between a function word or
// a head noun and what it belongs to, and Compound before 的 and the like behind a closing
// mark: what their own rules say about marks is left to the caller.
func Boundaries(text []rune) []Boundary {
	j := joiner{text: text, tokens: segment(text, longest), out: make([]Boundary, len(text))}
	for i := range j.tokens {
		j.out[j.tokens[i].from] = Between
	}
	j.compounds()
	j.loneRuns()
	j.transcriptions()
	j.names()
	j.numbers()
	j.fractions()
	j.dates()
	j.affixes()
	j.institutions()
	j.particles()
	j.verbs()
	j.phrases()
	j.dots()
	return j.out
}

// joiner lowers the boundaries between tokens that belong together.
type joiner struct {
	text   []rune
	tokens []token
	out    []Boundary // by character
}

// word returns the text of token i; "" beyond the ends.
func (j *joiner) word(i int) string {
	if i < 0 || i >= len(j.tokens) {
		return ""
	}
	t := &j.tokens[i]
	return string(j.text[t.from:t.to])
}

// single returns the character of token i if it is a single Han character, else
// 0.
func (j *joiner) single(i int) rune {
	if i < 0 || i >= len(j.tokens) || j.tokens[i].kind != lone {
		return 0
	}
	return j.text[j.tokens[i].from]
}

// content reports whether token i is a single Han character that is no function
// word.
func (j *joiner) content(i int) bool {
	r := j.single(i)
	return r != 0 && !in(function, r)
}

// beside reports whether tokens i-1 and i exist and neither is a mark.
func (j *joiner) beside(i int) bool {
	return i > 0 && i < len(j.tokens) && j.tokens[i-1].kind != mark && j.tokens[i].kind != mark
}

// join lowers the boundary before token i.
func (j *joiner) join(i int, b Boundary) {
	if j.beside(i) {
		at := j.tokens[i].from
		j.out[at] = min(j.out[at], b)
	}
}

// joinMark lowers the boundary before token i if the token of a mark, i-1 or i, is one of
// those marks.
func (j *joiner) joinMark(i, mark int, marks string, b Boundary) {
	if i > 0 && i < len(j.tokens) && in(marks, j.text[j.tokens[mark].from]) {
		at := j.tokens[i].from
		j.out[at] = min(j.out[at], b)
	}
}

// compoundLength is the number of characters from which a word counts as long. One of
// four is divided into two and two: 单位|名称, where the head of a narrow column must be.
const compoundLength = 4

// compounds finds the words that long words consist of.
func (j *joiner) compounds() {
	for _, t := range j.tokens {
		if t.kind != known || t.len() < compoundLength {
			continue
		}
		most := compoundLength
		if t.len() == compoundLength {
			most /= 2
		}
		parts := segment(j.text[t.from:t.to], most)
		for i := 1; i < len(parts); i++ {
			if parts[i-1].kind == known && parts[i].kind == known {
				j.out[t.from+parts[i].from] = Compound
			}
		}
	}
}

// loneRuns joins single characters in a row: in a name that the dictionary lacks
// every character is a token of its own.
func (j *joiner) loneRuns() {
	for i := range j.tokens {
		if j.content(i-1) && j.content(i) {
			j.join(i, Inside)
		}
	}
}

// names joins a surname and the one or two characters after it. A common word of
// two characters is less likely to be a given name.
func (j *joiner) names() {
	for i := range j.tokens {
		t := &j.tokens[i]
		if t.kind == known && t.len() == 2 && !j.common(i) && surname(string(j.text[t.from])) && j.content(i+1) && !in(suffixes+places, j.single(i+1)) {
			j.join(i+1, Inside) // the dictionary has a shorter name: 李鹏丽
		}
		if !surname(j.word(i)) || j.content(i-1) && j.beside(i) || j.out[t.from] == Inside {
			continue
		}
		switch next := i + 1; {
		case next >= len(j.tokens):
		case j.content(next):
			j.join(next, Inside)
			if j.content(next + 1) {
				j.join(next+1, Inside)
			}
		case j.tokens[next].kind == known && j.tokens[next].len() == 2:
			if j.common(next) {
				j.join(next, Close)
			} else {
				j.join(next, Inside)
			}
		}
	}
}

// transcriptions joins the parts of a foreign name without a dot that the dictionary
// lacks: 埃尔|多安, 彼得|鲁什金. Each part is rare or a single character, and has only
// characters that such names are written with.
func (j *joiner) transcriptions() {
	part := func(i int) bool {
		t := &j.tokens[i]
		if t.kind != lone && t.kind != known || j.common(i) {
			return false
		}
		return !slices.ContainsFunc(j.text[t.from:t.to], func(r rune) bool { return !in(transcribing, r) })
	}
	for i := 0; i < len(j.tokens); i++ {
		end, single := i, false
		for end < len(j.tokens) && part(end) {
			single = single || j.tokens[end].kind == lone
			end++
		}
		if end-i < 2 || !single || j.tokens[end-1].to-j.tokens[i].from < 4 {
			i = max(i, end-1)
			continue
		}
		for k := i + 1; k < end; k++ {
			j.join(k, Inside)
		}
		i = end - 1
	}
}

// numbers joins the parts of a number, and a number with what it counts.
func (j *joiner) numbers() {
	for i := range j.tokens {
		if !j.number(i - 1) {
			continue
		}
		first := j.text[j.tokens[i].from]
		switch {
		case j.number(i), in(numerals, first) && j.tokens[i-1].kind != latin, in(suffixes, first), j.content(i):
			j.join(i, Inside)
		case counted(j.word(i)) || in("余多", first):
			j.join(i, Close)
		}
	}
	for i := range j.tokens {
		if word := j.word(i - 1); j.word(i) == "百分点" && strings.HasSuffix(word, "个") {
			j.join(i, Close)
		}
	}
	for i := range j.tokens {
		switch {
		case j.single(i) == '第': // and a number
			j.join(i+1, Inside)
		case j.number(i) && j.text[j.tokens[i].from] == '第': // 第三|考核组
			j.join(i+1, Close)
		}
	}
}

// fractions joins the parts of decimals and fractions in Han: 七点|六, 万分之|五.
func (j *joiner) fractions() {
	for i := 1; i < len(j.tokens); i++ {
		before, t := &j.tokens[i-1], &j.tokens[i]
		if j.text[t.from] == '点' && j.number(i-1) && (t.len() > 1 && j.number(i) || t.len() == 1 && j.number(i+1)) {
			j.join(i, Inside)
		}
		if !in(numerals, j.text[t.from]) {
			continue
		}
		word := j.word(i - 1)
		point := strings.HasSuffix(word, "点") && (j.number(i-2) && before.len() == 1 || before.len() > 1 && in(numerals+"零", j.text[before.to-2]))
		if point || strings.HasSuffix(word, "分之") {
			j.join(i, Inside)
		}
	}
}

// dates joins the day with its month: 三月|十八日, 3月|18日.
func (j *joiner) dates() {
	for i := 1; i < len(j.tokens); i++ {
		word, last := j.word(i-1), j.word(i)
		if !j.number(i) && !in(numerals, j.text[j.tokens[i].from]) || !strings.HasSuffix(word, "月") || word == "月" && !j.number(i-2) {
			continue
		}
		if next := j.single(i + 1); next == '日' || next == '号' || strings.HasSuffix(last, "日") || strings.HasSuffix(last, "号") {
			j.join(i, Close)
		}
	}
}

// number reports whether token i is a number, in digits or in Han.
func (j *joiner) number(i int) bool {
	if i < 0 || i >= len(j.tokens) || j.tokens[i].kind == mark {
		return false
	}
	t := &j.tokens[i]
	if t.kind == latin {
		last := j.text[t.to-1]
		return last >= '0' && last <= '9' || last == '%' || last == '％'
	}
	word := j.text[t.from:t.to]
	if word[0] == '第' && len(word) > 1 {
		word = word[1:]
	} else if string(word) == "百分之" {
		return true
	}
	return in(numerals, word[len(word)-1]) && !slices.ContainsFunc(word, func(r rune) bool { return r != '点' && !in(numerals, r) })
}

// affixes joins single characters that make a word only together with another:
// suffixes with the word before them, prefixes with that after them.
func (j *joiner) affixes() {
	for i := range j.tokens {
		r := j.single(i)
		if r == 0 {
			continue
		}
		first := !j.beside(i)
		switch {
		case in(prefixes, r):
			j.join(i+1, Inside)
		case first:
			if !in(function, r) && !(i > 0 && in(classes, r) && in(closing, j.text[j.tokens[i-1].from])) {
				j.join(i+1, Close) // 镇|政府, 市|水务局
			}
		case in(places, r):
			// After a name 镇 ends it; after a common word it begins the next one:
			// 芦溪镇|召开, 做好|镇区.
			if j.common(i - 1) {
				j.join(i+1, Inside)
			} else {
				j.join(i, Inside)
			}
		case in(suffixes, r):
			j.join(i, Inside)
		case !in(function, r) && j.out[j.tokens[i].from] != Inside:
			j.join(i+1, Close) // 促|发展
		}
	}
}

// commonPrice is the price below which a word is taken for a common one, not for
// the name of a place.
const commonPrice = 15 * 8

// common reports whether token i is a common word or a function word.
func (j *joiner) common(i int) bool {
	t := &j.tokens[i]
	return t.kind == known && t.price < commonPrice || t.kind == lone && in(function, j.text[t.from])
}

// institutions joins the word for an institution with the name before it (人民调解|委员会), and
// the peoples of an autonomous place with each other (布依族|苗族|自治州).
func (j *joiner) institutions() {
	for i := range j.tokens {
		if word := j.word(i); strings.HasSuffix(j.word(i-1), "族") && (strings.HasSuffix(word, "族") || strings.HasPrefix(word, "自治")) {
			j.join(i, Compound)
		}
		if j.beside(i) && institution(j.word(i)) && !founds(j.word(i-1)) && !(j.tokens[i-1].kind == lone && in(function, j.single(i-1))) && !links(j.word(i-1)) {
			j.join(i, Close)
		}
	}
}

// particles joins function words with the words that they belong to, across quotation
// marks and brackets too: “甲”|的乙, 与|“甲”.
func (j *joiner) particles() {
	for i := range j.tokens {
		switch r, word := j.single(i), j.word(i); {
		case r == '暨' && j.beside(i) && j.out[j.tokens[i].from] == Between:
			j.out[j.tokens[i].from] = Clause // the second name of a meeting or a festival
			j.join(i+1, Close)
		case in(enclitics, r), follows(word):
			j.join(i, Inside)
			j.joinMark(i, i-1, closing, Compound)
		case in(proclitics, r) || links(word):
			j.join(i+1, Close)
			j.joinMark(i+1, i+1, opening, Close)
		case in(classes, r): // “雪龙2”|号
			j.joinMark(i, i-1, closing, Compound)
		case heads(word): // “三北”|工程
			j.joinMark(i, i-1, closing, Close)
		}
	}
}

// verbs raises the boundaries beside the verbs that titles are built with: nouns
// in a row are mostly one term (电动|自行车).
func (j *joiner) verbs() {
	raise := func(i int) {
		if j.beside(i) && j.out[j.tokens[i].from] == Between {
			j.out[j.tokens[i].from] = Clause
		}
	}
	for i := range j.tokens {
		switch word := j.word(i); {
		case adverb(word) && verb(j.word(i+1)):
			raise(i)
			j.join(i+1, Close)
		case verb(word):
			raise(i)
			if j.tokens[i].kind == lone {
				j.join(i+1, Close) // 赴|青溪乡
			}
			raise(i + 1)
		}
	}
}

// phrases raises the boundaries before 关于 and after the 的 that ends its object.
func (j *joiner) phrases() {
	for i := range j.tokens {
		if j.word(i) != "关于" {
			continue
		}
		if j.beside(i) {
			j.out[j.tokens[i].from] = Phrase
		}
		last := -1
		for k := i + 1; k < len(j.tokens); k++ {
			if j.single(k) == '的' {
				last = k
			}
		}
		if j.beside(last + 1) {
			j.out[j.tokens[last+1].from] = Phrase
		}
	}
}

// dots joins the parts of a foreign name (卡尔·马克思), and the characters of each part, which
// are mostly words of their own.
func (j *joiner) dots() {
	for i := 1; i+1 < len(j.tokens); i++ {
		t := &j.tokens[i]
		if t.kind != mark || j.text[t.from] != '·' || !han(j.text[t.from-1]) || !han(j.text[t.to]) {
			continue
		}
		j.out[t.to] = Inside
		for k := t.from - 1; k > 0 && t.from-k < longestPart && in(transcribing, j.text[k]) && in(transcribing, j.text[k-1]); k-- {
			j.out[k] = Inside
		}
		k := t.to + 1
		if k+1 < len(j.text) && j.text[k] == '和' && in(transcribing, j.text[k-1]) { // 恩克巴图·苏和
			j.out[k], j.out[k+1] = Inside, max(j.out[k+1], Between)
		}
		for ; k < len(j.text) && k-t.to < longestPart && in(transcribing, j.text[k]) && in(transcribing, j.text[k-1]); k++ {
			j.out[k] = Inside
		}
	}
}

// longestPart is the number of characters of the longest part of a foreign name.
const longestPart = 7
