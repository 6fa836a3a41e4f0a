package diag

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"jianbao/content/pattern"
)

// entry is the catalog's entry for one code. The texts are formats with
// explicit indexes (%[1]s), so that each language has its own word order; a
// hint may be empty and may use the same arguments.
//
// Write values of the user's input as %[1]s in quotes of the language (“ ” in
// Chinese, " in English), numbers as %[1]d. %[1]{page|pages} is the first form where
// the argument is 1, else the second.
type entry struct {
	message
	// once marks findings about the issue as a whole, whose place is an example: a
	// fallback to another face is reported once, not for each occurrence.
	once bool
}

// message is an entry in the lists of the catalog.
type message struct {
	code           Code
	severity       Severity
	zh, en         string
	zhHint, enHint string
}

// entries returns the whole catalog.
func entries() []entry {
	lists := slices.Concat(
		catalogManifest, catalogText, catalogDocx, catalogDocxObjects, catalogTable, catalogLayout, catalogFonts,
		catalogTheme, catalogPermit, catalogProof, catalogFolder, catalogSystem, catalogOutput, catalogPreflight,
		catalogPicture, catalogBatch, catalogWork, catalogVerify,
	)
	all := make([]entry, 0, len(lists)+len(catalogOnce))
	for _, m := range lists {
		all = append(all, entry{message: m})
	}
	for _, m := range catalogOnce {
		all = append(all, entry{message: m, once: true})
	}
	return all
}

// index holds the catalog's entries by code. A run with few findings does not wait
// for the sorted table.
var index = sync.OnceValue(func() map[Code]*entry {
	all := entries()
	byCode := make(map[Code]*entry, len(all))
	for i := range all {
		byCode[all[i].code] = &all[i]
	}
	return byCode
})

func lookup(code Code) (entry, bool) {
	if e, ok := index()[code]; ok {
		return *e, true
	}
	return entry{}, false
}

// severityOf returns Error for a code missing in the catalog: that is a bug in
// the program, and the run must fail.
func severityOf(code Code) Severity {
	if e, ok := lookup(code); ok {
		return e.severity
	}
	return Error
}

// Codes returns every code of the catalog, sorted.
func Codes() []Code {
	return slices.Sorted(maps.Keys(index()))
}

// SeverityOf returns the severity of a code; ok is false if there is no such
// code.
func SeverityOf(code Code) (s Severity, ok bool) {
	e, ok := lookup(code)
	return e.severity, ok
}

// ProofCodes returns the codes of the proofreader's warnings, sorted, which a
// manifest may disable (RULES 10.1).
func ProofCodes() []Code {
	codes := make([]Code, 0, len(catalogProof))
	for _, e := range catalogProof {
		codes = append(codes, e.code)
	}
	slices.Sort(codes)
	return codes
}

// Message returns the finding's message, in one line.
func (d *Diagnostic) Message(lang Lang) string {
	e, ok := lookup(d.Code)
	if !ok {
		return strings.TrimSpace(string(d.Code) + " " + fmt.Sprintln(d.Args...))
	}
	if lang == EN {
		return fill(e.en, lang, d.Args)
	}
	return fill(e.zh, lang, d.Args)
}

// Hint returns how to repair the finding; empty if there is no hint.
func (d *Diagnostic) Hint(lang Lang) string {
	e, _ := lookup(d.Code)
	hint, mean, write, join := e.zhHint, "是不是想写“%s”？", "请写成 %s", ""
	if lang == EN {
		hint, mean, write, join = e.enHint, `did you mean "%s"?`, "write %s", " "
	}
	var parts []string
	if d.Fix.DidYouMean != "" {
		parts = append(parts, fmt.Sprintf(mean, d.Fix.DidYouMean))
	}
	if d.Fix.Write != "" {
		parts = append(parts, fmt.Sprintf(write, d.Fix.Write))
	}
	if hint != "" {
		if d.Fix.Write != "" {
			join = "；"
			if lang == EN {
				join = "; "
			}
		}
		parts = append(parts, fill(hint, lang, d.Args))
	}
	return strings.Join(parts, join)
}

func fill(format string, lang Lang, args []any) string {
	values := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case Term:
			if lang == EN {
				values[i] = v.EN
			} else {
				values[i] = v.ZH
				format = spaced(format, i+1, v.ZH)
			}
		case []string:
			if lang == EN {
				values[i] = strings.Join(v, ", ")
			} else {
				values[i] = strings.Join(v, "、")
			}
		case error:
			values[i] = Reason(v, lang)
		default:
			values[i] = a
		}
	}
	format = numbered(format, args)
	// Sprintf appends %!(EXTRA …) if a text without placeholders gets arguments.
	if plain := strings.ReplaceAll(format, "%%", ""); !strings.Contains(plain, "%") {
		return strings.ReplaceAll(format, "%%", "%")
	}
	return fmt.Sprintf(format, values...)
}

// spaced puts a space between Han and the argument with that number in a Chinese format
// if the argument begins with a Latin letter.
func spaced(format string, number int, value string) string {
	if value == "" || value[0] < 'A' || value[0] > 'z' {
		return format
	}
	verb := fmt.Sprintf("%%[%d]s", number)
	before, after, _ := strings.Cut(format, verb)
	if r, _ := utf8.DecodeLastRuneInString(before); !unicode.Is(unicode.Han, r) {
		return format
	}
	return before + " " + verb + after
}

var numberForms = pattern.New(`%\[(\d+)\]\{([^|}]*)\|([^}]*)\}`)

// numbered replaces the singular and plural forms of a format by those for its
// arguments.
func numbered(format string, args []any) string {
	if !strings.Contains(format, "]{") {
		return format
	}
	return numberForms().ReplaceAllStringFunc(format, func(forms string) string {
		m := numberForms().FindStringSubmatch(forms)
		if i, _ := strconv.Atoi(m[1]); i >= 1 && i <= len(args) && fmt.Sprint(args[i-1]) == "1" {
			return m[2]
		}
		return m[3]
	})
}

// Count returns a number with an English noun: 1 page, 2 pages.
func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
