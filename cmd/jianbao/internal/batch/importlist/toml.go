package importlist

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"jianbao/content/pattern"
	"jianbao/content/strict"
)

// manifestOf returns the manifest of an issue; below returns the path of one of its
// files relative to the manifest's folder.
func manifestOf(i *issue, below func(file string) string) []byte {
	var b strings.Builder
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-6s = %s\n", key, value)
		}
	}
	b.WriteString("schema = 1\n\n[publication]\ntitle = " + strict.Quote(i.title) + "\n")
	if issuers := divided(i.values["issuer"].text); len(issuers) > 0 {
		b.WriteString("issuer = " + array(issuers) + "\n")
	}
	number := i.number
	if !i.whole {
		number = strict.Quote(number)
	}
	fmt.Fprintf(&b, "\n[issue]\nyear   = %d\nnumber = %s\ndate   = %s\n", i.year, number, i.date())
	line("total", i.values["total"].text)
	archive(&b, i)
	for _, s := range i.sections {
		b.WriteString("\n[[section]]\ntitle = " + strict.Quote(s.title) + "\n")
		for _, a := range s.articles {
			b.WriteString("\n[[section.article]]\n")
			line("title", strict.Quote(a.title))
			if len(a.authors) > 0 {
				line("author", array(a.authors))
			}
			line("file", strict.Quote(below(a.file)))
			if a.encoding != "" {
				b.WriteString("encoding = " + strict.Quote(a.encoding) + "\n")
			}
			if a.source != "" {
				line("source", strict.Quote(a.source))
			}
			for _, picture := range a.pictures {
				b.WriteString("\n[[section.article.picture]]\nfile = " + strict.Quote(below(picture)) + "\n")
			}
		}
	}
	return signed([]byte(b.String()))
}

// archive writes the table of archival metadata, if there is any.
func archive(b *strings.Builder, i *issue) {
	before := b.Len()
	for _, v := range []struct{ key, text string }{
		{"record", i.values["record"].text}, {"retention", i.values["retention"].text}, {"responsible", strings.Join(i.responsible, "；")},
	} {
		if v.text == "" {
			continue
		}
		if b.Len() == before {
			b.WriteString("\n[archive]\n")
		}
		b.WriteString(v.key + " = " + strict.Quote(v.text) + "\n")
	}
}

// array returns texts as an array of TOML.
func array(texts []string) string {
	quoted := make([]string, len(texts))
	for i, s := range texts {
		quoted[i] = strict.Quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// signature is the first line of a manifest that this package wrote: it has the hash of
// the text after it, by which one that nobody has edited is known.
var signature = pattern.New(`^# [^\n]*sha256:([0-9a-f]{64})\r?\n`)

func signed(text []byte) []byte {
	sum := sha256.Sum256(text)
	return append([]byte("# 由 jianbao import 写出；没有改过的，import --update 会重写。sha256:"+hex.EncodeToString(sum[:])+"\n"), text...)
}

// unsigned returns a manifest without its first line, if that is a signature, and
// whether it is as this package wrote it.
func unsigned(text []byte) (rest []byte, unedited bool) {
	at := signature().FindSubmatchIndex(text)
	if at == nil {
		return text, false
	}
	rest = text[at[1]:]
	sum := sha256.Sum256(rest)
	return rest, bytes.Equal(text[at[2]:at[3]], []byte(hex.EncodeToString(sum[:])))
}
