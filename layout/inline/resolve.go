package inline

// maxLook is the greatest distance, in characters, that the search for a strong
// script goes from a mark. Without it, text of marks alone would be searched in
// full for each of them.
const maxLook = 500

// resolve gives each mark with two shapes (“ ” ‘ ’ — … – · /) its Chinese or its
// Latin class (RULES 1.8, 2.1).
func (s *Shaper) resolve(chars []char) {
	s.resolveQuotes(chars)
	for i := 0; i < len(chars); i++ {
		switch chars[i].r {
		case '—', '…':
			j := i + 1
			for j < len(chars) && chars[j].r == chars[i].r {
				j++
			}
			c := cLatin
			if hanAround(chars, i, j) {
				c = cDash
				if chars[i].r == '…' {
					c = cEllipsis
				}
			}
			for ; i < j; i++ {
				chars[i].class = c
			}
			i--
		case '−', '∓':
			// A sign before a number is in the same face as the number.
			if i+1 < len(chars) && digit(chars[i+1].r) {
				chars[i].class = cLatin
			}
		case '–', '·', '/':
			chars[i].class = cLatin
			if betweenHan(chars, i) {
				chars[i].class = cMiddle
			}
		}
	}
	fuse(chars)
	for i := range chars { // (RULES 2.6)
		if chars[i].script && !blank(chars[i].class) {
			chars[i].class = cLatin
		}
	}
}

// fuse gives sequences of ？ and ！ the class of marks in a common box: two in 1
// em, three in 2 em (GB/T 15834 5.1.2, RULES 2.1).
func fuse(chars []char) {
	query := func(i int) bool { return chars[i].r == '？' || chars[i].r == '！' }
	joined := func(i int) bool { return query(i) && i+1 < len(chars) && query(i+1) && !chars[i].ends }
	for i := range chars {
		if joined(i) || i > 0 && joined(i-1) {
			chars[i].class = cFused
		}
	}
}

// hanAround reports whether dashes or ellipses at [i,j) are Chinese. The strong
// text on both sides decides; they are Latin only if both sides, or the only
// side with strong text, are Latin.
func hanAround(chars []char, i, j int) bool {
	left, right := strongBefore(chars, i), strongAfter(chars, j)
	switch {
	case left == scriptHan || right == scriptHan:
		return true
	case left == scriptLatin || right == scriptLatin:
		return false
	}
	return true // the language is Chinese, Japanese or Korean
}

// betweenHan reports whether the nearest characters on both sides, spaces aside,
// are Han or Chinese marks. If so, – · / are Chinese marks of half an em.
func betweenHan(chars []char, i int) bool {
	l, r := i-1, i+1
	for l >= 0 && l > i-maxLook && blank(chars[l].class) {
		l--
	}
	for r < len(chars) && r < i+maxLook && blank(chars[r].class) {
		r++
	}
	return l >= 0 && r < len(chars) && hanSide(chars[l]) && hanSide(chars[r])
}

func blank(c class) bool { return c.space() || c == cZero }

func hanSide(c char) bool {
	switch c.r {
	case '“', '”', '‘', '’':
		return c.class != cLatin
	case '—', '…':
		return true
	}
	return c.class != cLatin && !c.class.space() && c.class != cZero
}

func strongBefore(chars []char, i int) script {
	last := max(0, i-maxLook)
	for i--; i >= last; i-- {
		if sc := sideScript(chars[i]); sc != neutral {
			return sc
		}
	}
	return neutral
}

func strongAfter(chars []char, i int) script {
	last := min(len(chars), i+maxLook)
	for ; i < last; i++ {
		if sc := sideScript(chars[i]); sc != neutral {
			return sc
		}
	}
	return neutral
}

func sideScript(c char) script {
	switch c.r {
	case '“', '”', '‘', '’':
		if c.class == cOpen || c.class == cClose {
			return scriptHan
		}
		return neutral
	}
	return strongScript(c.r)
}

// quotePair is an opening quote and the closing quote that belongs to it; either
// may be missing (-1). Parent is the index of the enclosing pair, or -1.
type quotePair struct{ open, close, parent int }

func (q quotePair) whole() bool { return q.open >= 0 && q.close >= 0 }

// resolveQuotes pairs the quotes and gives each pair one shape, in the order of
// RULES 1.8: the strong script outside the pair at its nesting level, the
// enclosing pair, the content, the language.
func (s *Shaper) resolveQuotes(chars []char) {
	s.pairQuotes(chars)
	if len(s.pairs) == 0 {
		return
	}
	s.mates = append(s.mates[:0], make([]int32, len(chars))...)
	for _, q := range s.pairs {
		if q.whole() {
			s.mates[q.open], s.mates[q.close] = int32(q.close-q.open), int32(q.close-q.open)
		}
	}
	// Parents precede their children in s.pairs, so that an enclosing pair is
	// resolved first.
	for k := range s.pairs {
		q := &s.pairs[k]
		han := s.pairIsHan(chars, q)
		if q.open >= 0 {
			chars[q.open].class = pick(han, cOpen)
		}
		if q.close >= 0 {
			chars[q.close].class = pick(han, cClose)
		}
	}
}

// pairQuotes sets s.pairs. A closing quote closes the innermost open quote of
// its shape; quotes opened after that one remain unpaired. Apostrophes are not
// quotes and get their class here.
func (s *Shaper) pairQuotes(chars []char) {
	s.pairs, s.stack = s.pairs[:0], s.stack[:0]
	for i := range chars {
		switch chars[i].r {
		case '“', '‘':
			s.pairs = append(s.pairs, quotePair{open: i, close: -1, parent: top(s.stack)})
			s.stack = append(s.stack, len(s.pairs)-1)
		case '”', '’':
			if chars[i].r == '’' && apostrophe(chars, i) {
				chars[i].class = cLatin
				continue
			}
			s.closeQuote(chars, i)
		}
	}
}

// closeQuote pairs a closing quote with its opening quote.
func (s *Shaper) closeQuote(chars []char, i int) {
	k := len(s.stack) - 1
	for k >= 0 && !partners(chars[s.pairs[s.stack[k]].open].r, chars[i].r) {
		k--
	}
	switch {
	case k >= 0:
		s.pairs[s.stack[k]].close = i
		s.stack = s.stack[:k]
	case chars[i].r == '’' && (latinAt(chars, i-1) || latinAt(chars, i+1)):
		chars[i].class = cLatin // as in: the writers’
	default:
		s.pairs = append(s.pairs, quotePair{open: -1, close: i, parent: top(s.stack)})
	}
}

func top(stack []int) int {
	if len(stack) == 0 {
		return -1
	}
	return stack[len(stack)-1]
}

func pick(han bool, c class) class {
	if han {
		return c
	}
	return cLatin
}

func partners(open, close rune) bool {
	return open == '“' && close == '”' || open == '‘' && close == '’'
}

func apostrophe(chars []char, i int) bool {
	return latinAt(chars, i-1) && latinAt(chars, i+1)
}

func latinAt(chars []char, i int) bool {
	return i >= 0 && i < len(chars) && strongScript(chars[i].r) == scriptLatin
}

// pairIsHan reports whether a pair has the Chinese shape.
func (s *Shaper) pairIsHan(chars []char, p *quotePair) bool {
	from, to := p.open, p.close
	if from < 0 {
		from = to
	}
	if to < 0 {
		to = from
	}
	content := s.contentScript(chars, from+1, to)
	if p.whole() && content == scriptLatin && spaced(chars, p.open-1) && spaced(chars, p.close+1) &&
		!(atEdge(chars, p.open-1) && atEdge(chars, p.close+1)) {
		return false
	}
	left, right := s.outside(chars, from-1, -1), s.outside(chars, to+1, +1)
	switch {
	case left == right && left != neutral:
		return left == scriptHan
	case left == neutral && right == scriptHan, right == neutral && left == scriptHan:
		return true
	case (left == neutral) != (right == neutral) && content != scriptHan:
		return false // Latin on one side, other text on the other
	}
	if p.parent >= 0 {
		if o := s.pairs[p.parent].open; o >= 0 {
			return chars[o].class != cLatin
		}
	}
	return content != scriptLatin
}

func atEdge(chars []char, i int) bool { return i < 0 || i >= len(chars) }

func spaced(chars []char, i int) bool { return atEdge(chars, i) || chars[i].class == cSpace }

// outside returns the strong script nearest to a pair at its own nesting level,
// searching from i in the direction of step. Other quotations are skipped as a
// whole; the level ends at a quote of the enclosing pair.
func (s *Shaper) outside(chars []char, i, step int) script {
	for looked := 0; i >= 0 && i < len(chars) && looked < maxLook; i, looked = i+step, looked+1 {
		switch r := chars[i].r; r {
		case '“', '‘', '”', '’':
			if r == '’' && chars[i].class == cLatin && s.mates[i] == 0 {
				continue
			}
			opening := r == '“' || r == '‘'
			if opening != (step > 0) {
				return neutral // end of the enclosing pair
			}
			i += step * int(s.mates[i])
		default:
			if sc := strongScript(r); sc != neutral {
				return sc
			}
		}
	}
	return neutral
}

// contentScript returns the script of a quotation's content: Latin only if all
// of it is Latin.
func (s *Shaper) contentScript(chars []char, from, to int) script {
	sc := neutral
	for i := from; i < min(to, len(chars), from+maxLook); i++ {
		switch strongScript(chars[i].r) {
		case scriptHan:
			return scriptHan
		case scriptLatin:
			sc = scriptLatin
		}
	}
	return sc
}
