package lexicon

import "unicode"

// token is a word of the text [from,to), or a run of other characters.
type token struct {
	from, to int
	kind     kind
	price    int // of a word of the dictionary
}

func (t *token) len() int { return t.to - t.from }

// kind distinguishes tokens by their characters.
type kind uint8

const (
	mark  kind = iota // one character that is neither Han, letter nor digit
	latin             // letters and digits
	known             // a Han word of the dictionary with several characters
	lone              // a single Han character
)

// unknownPrice is the price of a character that the dictionary lacks: more than
// that of its rarest words.
const unknownPrice = 240

// segmenter divides a text into tokens.
type segmenter struct {
	text  []rune
	units []uint16 // the text; 0xffff for characters outside the BMP
	steps []step   // by position: the cheapest path from there to the end
	most  int      // characters of a word
}

// step is the first token of a path and the price of the whole path.
type step struct {
	price, own int
	length     int
}

// segment returns the tokens of the division whose words have the lowest total
// price, that is the highest probability if words are independent of each other.
// No word has more than most characters.
func segment(text []rune, most int) []token {
	s := segmenter{text: text, most: most, units: make([]uint16, len(text)), steps: make([]step, len(text)+1)}
	for i, r := range text {
		s.units[i] = 0xffff
		if r < 0x10000 {
			s.units[i] = uint16(r)
		}
	}
	for i := len(text) - 1; i >= 0; i-- {
		s.steps[i] = s.best(i)
	}
	var tokens []token
	for i := 0; i < len(text); {
		t := token{from: i, to: i + s.steps[i].length, kind: lone, price: s.steps[i].own}
		switch {
		case t.len() > 1 && han(text[t.to-1]):
			t.kind = known
		case letter(text[i]):
			t.kind = latin
		case !han(text[i]):
			t.kind = mark
		}
		tokens = append(tokens, t)
		i = t.to
	}
	return tokens
}

// best returns the first step of the cheapest path from position i.
func (s *segmenter) best(i int) step {
	n := 1
	if letter(s.text[i]) {
		for i+n < len(s.text) && letter(s.text[i+n]) {
			n++
		}
	}
	best := step{price: unknownPrice + s.steps[i+n].price, own: unknownPrice, length: n}
	block := 0
	for length := 1; length <= s.most && i+length <= len(s.text); length++ {
		f := find(s.units[i:i+length], block)
		block = f.block
		if f.ok && length >= n {
			if price := f.price + s.steps[i+length].price; price < best.price {
				best = step{price: price, own: f.price, length: length}
			}
		}
		if !f.longer {
			break
		}
	}
	return best
}

// han reports whether a character is an ideograph.
func han(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r == '〇' || r >= 0x3400 && unicode.Is(unicode.Han, r)
}

// letter reports whether a character is a letter or digit of another script, or
// joins such (12.5, COVID-19, km²).
func letter(r rune) bool {
	if r < 0x80 {
		return r > ' ' && r != '(' && r != ')' && r != '"' && r != ',' && r != ';' && r != ':' && r != '!' && r != '?' && r != '/' && r != '[' && r != ']'
	}
	return !han(r) && (unicode.IsLetter(r) || unicode.IsNumber(r))
}
