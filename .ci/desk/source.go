package desk

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	unicode16 "unicode/utf16"
	"unicode/utf8"
)

// decode returns the text of a file as UTF-8 without byte order mark, its line ends as
// they are, by Python's codecs.
func decode(t testing.TB, name, encoding string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if encoding == "" && utf8.Valid(data) {
		return strings.TrimPrefix(string(data), "\ufeff")
	}
	out, err := exec.Command("python3", "-c", `import sys
text = open(sys.argv[1], "rb").read().decode(sys.argv[2])
sys.stdout.buffer.write(text.encode("utf-8"))`, name, encoding).Output()
	if err != nil {
		t.Fatalf("%s as %s: %v", name, encoding, err)
	}
	return strings.TrimPrefix(string(out), "\ufeff")
}

// caretIn returns where the text field of a file has its cursor before a byte of the
// file: in UTF-16, with every line end as one unit.
func caretIn(source string, at int) int {
	head := source[:at]
	return len(utf16(lineFeeds(head)))
}

// lineFeeds returns a text with line feeds for all line ends.
func lineFeeds(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// stringAround returns the string of TOML that has a byte of a manifest: its value up to
// the byte, and the whole value; ok is false if the byte is in none.
func stringAround(toml string, at int) (before, whole string, ok bool) {
	for i := 0; i < len(toml); {
		switch {
		case toml[i] == '#':
			for i < len(toml) && toml[i] != '\n' {
				i++
			}
		case toml[i] == '"' || toml[i] == '\'':
			mark := toml[i : i+1]
			if strings.HasPrefix(toml[i:], strings.Repeat(mark, 3)) {
				mark = strings.Repeat(mark, 3)
			}
			from := i + len(mark)
			to := from
			for !strings.HasPrefix(toml[to:], mark) {
				if toml[to] == '\\' && mark[0] == '"' {
					to++
				}
				to++
			}
			for strings.HasPrefix(toml[to+1:], mark) && len(mark) == 3 {
				to++
			}
			if from <= at && at < to {
				begin := from
				if len(mark) == 3 {
					begin += len(toml[from:]) - len(strings.TrimPrefix(strings.TrimPrefix(toml[from:], "\r\n"), "\n"))
				}
				if at < begin {
					return "", "", false
				}
				return unescaped(toml[begin:at], mark), unescaped(toml[begin:to], mark), true
			}
			i = to + len(mark)
		default:
			i++
		}
	}
	return "", "", false
}

// unescaped returns what a part of a string of TOML stands for.
func unescaped(text, mark string) string {
	text = lineFeeds(text)
	if mark[0] == '\'' {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		switch c := text[i]; c {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case '"', '\\':
			b.WriteByte(c)
		case 'u', 'U':
			n := map[byte]int{'u': 4, 'U': 8}[c]
			r, err := strconv.ParseUint(text[i+1:i+1+n], 16, 32)
			if err != nil {
				panic(fmt.Sprintf("%q", text))
			}
			b.WriteRune(rune(r))
			i += n
		default: // a line end that is no part of the text
			rest := strings.TrimLeft(text[i:], " \t\n")
			i = len(text) - len(rest) - 1
		}
	}
	return b.String()
}

// aligned returns for each glyph of a line the byte of a source that it comes from: -1
// for those that the source does not have, and for those that could come from several
// places. The glyphs are in the order of the source, which has marks between them.
func aligned(glyphs []string, source string) []int {
	var marks []string
	var at []int
	for i, r := range source {
		marks = append(marks, string(r))
		at = append(at, i)
	}
	n, m := len(glyphs), len(marks)
	// head[i][j] and tail[i][j] are the most glyphs that the first i, and those from i
	// on, share with the first j characters, and with those from j on.
	head, tail := grid(n, m), grid(n, m)
	for i := range n {
		for j := range m {
			head[i+1][j+1] = max(head[i][j+1], head[i+1][j])
			if glyphs[i] == marks[j] {
				head[i+1][j+1] = max(head[i+1][j+1], head[i][j]+1)
			}
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			tail[i][j] = max(tail[i+1][j], tail[i][j+1])
			if glyphs[i] == marks[j] {
				tail[i][j] = max(tail[i][j], tail[i+1][j+1]+1)
			}
		}
	}
	list := make([]int, n)
	for i := range n {
		list[i] = -1
		found := 0
		for j := range m {
			if glyphs[i] == marks[j] && head[i][j]+1+tail[i+1][j+1] == head[n][m] {
				found++
				list[i] = at[j]
			}
		}
		// Without this glyph as many must not be shared, or it may come from nowhere.
		without := false
		for j := 0; j <= m; j++ {
			without = without || head[i][j]+tail[i+1][j] == head[n][m]
		}
		if found != 1 || without {
			list[i] = -1
		}
	}
	return list
}

func grid(n, m int) [][]int {
	rows := make([][]int, n+1)
	for i := range rows {
		rows[i] = make([]int, m+1)
	}
	return rows
}

// encodings are the encodings that an issue's manifest or its files' names tell.
var encodings = map[string]string{
	"articles/gb18030.txt": "gb18030", "articles/gbk.txt": "gb18030", "articles/big5.txt": "big5hkscs",
	"articles/utf-16le.txt": "utf-16", "articles/utf-16be.txt": "utf-16",
}

// sourceOf returns the text of a file of an issue.
func sourceOf(t testing.TB, folder, file string) string {
	t.Helper()
	encoding := ""
	if filepath.Base(folder) == "encodings" {
		encoding = encodings[file]
	}
	return decode(t, filepath.Join(folder, filepath.FromSlash(file)), encoding)
}

// decode16 is the reverse of utf16.
func decode16(units []uint16) string { return string(unicode16.Decode(units)) }
