package inline

import "strings"

// findURL returns the range of a web or mail address in a token; the range is
// empty if there is none.
func findURL(token []rune) (int, int) {
	if len(token) < 6 {
		return 0, 0
	}
	text := string(token)
	start := -1
	for _, p := range []string{"https://", "http://", "ftp://", "www."} {
		if k := strings.Index(text, p); k >= 0 {
			start = len([]rune(text[:k]))
			break
		}
	}
	if start < 0 {
		at := -1
		for k, r := range token {
			if r == '@' {
				at = k
			}
		}
		if at <= 0 || !domain(token[at+1:]) {
			return 0, 0
		}
		start = at
		for start > 0 && mailRune(token[start-1]) {
			start--
		}
		if start == at {
			return 0, 0
		}
	}
	end := start
	for end < len(token) && token[end] > ' ' && token[end] < 0x7f && token[end] != '"' && token[end] != '<' && token[end] != '>' {
		end++
	}
	for end > start && strings.ContainsRune(".,;:!?)'", token[end-1]) {
		end--
	}
	return start, end
}

func mailRune(r rune) bool {
	return isDigitRune(r) || asciiLetter(r) || strings.ContainsRune("._-+", r)
}

// domain reports whether a token is a domain name: one whose last dot is
// followed by two or more letters.
func domain(token []rune) bool {
	for k := 1; k+2 < len(token); k++ {
		if token[k] == '.' && asciiLetter(token[k+1]) && asciiLetter(token[k+2]) {
			return true
		}
		if !mailRune(token[k]) {
			return false
		}
	}
	return false
}

func asciiLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
