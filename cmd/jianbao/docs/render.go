package docs

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
)

// Render returns Markdown as text for a terminal: lines, except those of code, are at
// most diag.TextColumns wide, where a CJK character takes two columns; tables become
// lists, with the colons of the language.
func Render(markdown string, lang diag.Lang) string {
	var b strings.Builder
	all := slices.DeleteFunc(blocks(markdown), isPicture)
	for i, bl := range all {
		if i > 0 && (bl.kind != item || all[i-1].kind != item) {
			b.WriteByte('\n')
		}
		switch bl.kind {
		case heading:
			renderHeading(&b, bl)
		case code:
			renderCode(&b, bl.lines)
		case table:
			renderTable(&b, rows(bl), lang)
		default:
			wrap(&b, plain(join(bl.lines)), bl.marker)
		}
	}
	return b.String()
}

// isPicture reports whether a block is a picture, which a terminal does not show.
func isPicture(b block) bool {
	return b.kind == paragraph && len(b.lines) == 1 && strings.HasPrefix(b.lines[0], "![") && strings.HasSuffix(b.lines[0], ")")
}

func renderHeading(b *strings.Builder, bl block) {
	text := plain(join(bl.lines))
	wrap(b, text, "")
	if bl.level < 3 {
		rule := [...]string{1: "=", 2: "-"}[bl.level]
		b.WriteString(strings.Repeat(rule, min(diag.TextColumns, diag.Width(text))) + "\n")
	}
}

func renderCode(b *strings.Builder, lines []string) {
	for _, l := range lines {
		b.WriteString(strings.TrimRight("  "+l, " ") + "\n")
	}
}

// renderTable writes each row as an item of a list: the first cell, and below it the
// others, each after its column's heading. The first column's heading is printed only
// if it is code, a name that the table explains.
func renderTable(b *strings.Builder, rows [][]string, lang diag.Lang) {
	colon := pick(lang, "：", ": ")
	for _, row := range rows[1:] {
		for i := range row {
			row[i] = lineBreaks(row[i], pick(lang, "；", "; "))
		}
	}
	head := rows[0]
	if strings.HasPrefix(head[0], "`") { // the thing that the table describes
		wrap(b, bare(plain(head[0]))+strings.TrimSpace(colon), "")
		b.WriteByte('\n')
	}
	short := true // rows of one line each need no blank lines between
	for _, row := range rows[1:] {
		short = short && len(row) == 2
	}
	for i, row := range rows[1:] {
		if i > 0 && !short {
			b.WriteByte('\n')
		}
		first, between := plain(row[0]), colon
		if name := bare(first); name != first {
			first, between = name, "  "
		}
		if len(row) == 2 && len(head) == 2 {
			b.WriteString(diag.Wrap(first+between+plain(row[1]), "- ", "    "))
			continue
		}
		b.WriteString(diag.Wrap(first, "- ", "    "))
		for j, cell := range row[1:] {
			if cell == "" {
				continue
			}
			if h := plain(head[j+1]); h != "" {
				cell = h + colon + plain(cell)
			} else {
				cell = plain(cell)
			}
			b.WriteString(diag.Wrap(cell, "    ", "      "))
		}
	}
}

// lineBreaks replaces <br>, except in code.
func lineBreaks(cell, by string) string {
	parts := strings.Split(cell, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = strings.ReplaceAll(parts[i], "<br>", by)
	}
	return strings.Join(parts, "`")
}

// bare returns text that is a single code span without its backticks, other text as it
// is.
func bare(text string) string {
	if name := strings.Trim(text, "`"); strings.Count(text, "`") == 2 && len(name) == len(text)-2 {
		return name
	}
	return text
}

// join joins the lines of a paragraph, with a space unless both sides of the line end
// are CJK.
func join(lines []string) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			before, _ := utf8.DecodeLastRuneInString(lines[i-1])
			after, _ := utf8.DecodeRuneInString(l)
			if diag.RuneWidth(before) < 2 || diag.RuneWidth(after) < 2 {
				b.WriteByte(' ')
			}
		}
		b.WriteString(l)
	}
	return b.String()
}

// wrap writes text after a marker, its further lines below the marker's end.
func wrap(b *strings.Builder, text, marker string) {
	b.WriteString(diag.Wrap(text, marker, strings.Repeat(" ", len(marker))))
}
