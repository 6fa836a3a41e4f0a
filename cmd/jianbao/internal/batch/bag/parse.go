package bag

import (
	"bytes"
	"cmp"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
	"unicode/utf8"
)

// newHash returns the hash function with the name used in the names of
// manifests; nil if it is unknown. Weak functions of old bags are supported:
// they detect accidental damage only.
func newHash(algorithm string) hash.Hash {
	switch algorithm {
	case "md5":
		return md5.New()
	case "sha1":
		return sha1.New()
	case "sha224":
		return sha256.New224()
	case "sha256":
		return sha256.New()
	case "sha384":
		return sha512.New384()
	case "sha512":
		return sha512.New()
	}
	return nil
}

// version is a bag's format version, 100 for 1.0 and 97 for 0.97.
type version int

const version10 version = 100

// parseDeclaration reads bagit.txt. ok is false unless it has exactly the two
// elements in order, a version from 0.93 to 1.0, and UTF-8.
func parseDeclaration(data []byte) (v version, ok bool) {
	lines := splitLines(data)
	if len(lines) != 2 || !utf8.Valid(data) {
		return 0, false
	}
	number, ok1 := strings.CutPrefix(lines[0], "BagIt-Version: ")
	encoding, ok2 := strings.CutPrefix(lines[1], "Tag-File-Character-Encoding: ")
	major, minor, ok3 := strings.Cut(number, ".")
	a, err1 := strconv.Atoi(major)
	b, err2 := strconv.Atoi(minor)
	if !ok1 || !ok2 || !ok3 || err1 != nil || err2 != nil || a < 0 || b < 0 || b > 99 || !strings.EqualFold(encoding, "UTF-8") {
		return 0, false
	}
	v = version(100*a + b)
	return v, v >= 93 && v <= version10
}

// splitLines splits a tag file into lines, which end with LF, CR or both (RFC
// 8493 2). Text after the last line end is a line.
func splitLines(data []byte) []string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
	lines := strings.Split(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// listed is a line of a manifest.
type listed struct{ sum, name string }

// parseManifest reads a manifest and calls wrong with the numbers of invalid
// lines: a malformed checksum, a path outside the bag, a repeated path.
func parseManifest(data []byte, algorithm string, v version, wrong func(line int)) []listed {
	var list []listed
	seen := map[string]bool{}
	size := newHash(algorithm).Size()
	for i, line := range splitLines(data) {
		end := strings.IndexAny(line, " \t")
		if end < 0 || !utf8.ValidString(line) {
			wrong(i + 1)
			continue
		}
		sum := strings.ToLower(line[:end])
		name, ok := decodePath(strings.TrimLeft(line[end:], " \t"), v)
		if !ok || !inside(name) || !isDigest(sum, size) || seen[name] {
			wrong(i + 1)
			continue
		}
		seen[name] = true
		list = append(list, listed{sum, name})
	}
	return list
}

// decodePath decodes the escapes of RFC 8493 2.1.3. Earlier versions have none.
func decodePath(s string, v version) (string, bool) {
	if v < version10 || !strings.Contains(s, "%") {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+3 > len(s) {
			return "", false
		}
		switch strings.ToUpper(s[i+1 : i+3]) {
		case "0A":
			b.WriteByte('\n')
		case "0D":
			b.WriteByte('\r')
		case "25":
			b.WriteByte('%')
		default:
			return "", false
		}
		i += 2
	}
	return b.String(), true
}

// parseInfo reads the elements of bag-info.txt and calls wrong with the numbers
// of invalid lines. Continued lines are joined with a space.
func parseInfo(data []byte, v version, wrong func(line int)) []Element {
	var list []Element
	continues := false // a continuation line may follow
	for i, line := range splitLines(data) {
		if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			if !continues || !utf8.ValidString(line) {
				wrong(i + 1)
				continue
			}
			e := &list[len(list)-1]
			e.Value = strings.TrimLeft(e.Value+" "+strings.Trim(line, " \t"), " ")
			continue
		}
		label, value, ok := strings.Cut(line, ":")
		if v < version10 {
			label = strings.TrimRight(label, " \t")
		} else if ok = ok && (strings.HasPrefix(value, " ") || strings.HasPrefix(value, "\t")); ok {
			value = value[1:]
		}
		if continues = ok && label != "" && strings.TrimSpace(label) == label && utf8.ValidString(line); !continues {
			wrong(i + 1)
			continue
		}
		list = append(list, Element{label, strings.Trim(value, " \t")})
	}
	return list
}

// oxum parses a value of Payload-Oxum: octets and files.
func oxum(s string) (octets int64, files int, ok bool) {
	a, b, _ := strings.Cut(s, ".")
	octets, err := strconv.ParseInt(a, 10, 64)
	files, err2 := strconv.Atoi(b)
	return octets, files, cmp.Or(err, err2) == nil && octets >= 0 && files >= 0
}

// sumsOf returns the hashes' sums in hexadecimal.
func sumsOf(hashes []hash.Hash) []string {
	sums := make([]string, len(hashes))
	for i, h := range hashes {
		sums[i] = hex.EncodeToString(h.Sum(nil))
	}
	return sums
}

var byteOrderMark = []byte("\ufeff")

// hasMark reports whether a tag file begins with a byte order mark, which is
// forbidden (RFC 8493 2.1.1).
func hasMark(data []byte) bool { return bytes.HasPrefix(data, byteOrderMark) }
