package theme

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
)

// TestForms checks which forms each kind of key accepts, and that a form that is
// refused leaves the one of the theme below.
func TestForms(t *testing.T) {
	for _, c := range []struct{ key, form, want string }{
		{"folio.form", "第 {page} 页 共 {pages} 页", ""},
		{"folio.form", "{page}/{pages}/{pages}", ""},
		{"folio.form", "", ""},
		{"folio.form", "·", "form-missing folio.form {page} [{page} {pages}]"},
		{"folio.form", "共 {pages} 页", "form-missing folio.form {page} [{page} {pages}]"},
		{"folio.form", "{page}{page}", "form-repeated folio.form {page}"},
		{"folio.form", "{Page}", "form-name folio.form {Page} [{page} {pages}] did you mean {page}"},
		{"folio.form", "{ page }", "form-name folio.form { page } [{page} {pages}] did you mean {page}"},
		{"folio.form", "{}", "form-name folio.form {} [{page} {pages}]"},
		{"folio.form", "{{page}}", "form-brace folio.form { [{page} {pages}]"},
		{"folio.form", "{page", "form-brace folio.form {page [{page} {pages}]"},
		{"folio.form", "page}", "form-brace folio.form page} [{page} {pages}]"},
		{"folio.form", "{page｝", "form-brace folio.form {page｝ [{page} {pages}]"},
		{"folio.form", "｛{page}｝", ""},
		{"folio.form", "｛page｝ {page}", "form-bracket folio.form ｛page｝ {page}"},
		{"folio.form", "{page} / %pages%", "form-bracket folio.form %pages% {pages}"},
		{"folio.form", "{page}||{pages}", "form-bars folio.form ||"},
		{"section-label.form", "{title} || 无", "form-bars section-label.form ||"},
		{"section-label.form", "{title}｜｜", ""},
		{"cover.issue.form", "{total}｜｜{issue}", "form-bars cover.issue.form ｜｜"},
		{"header.outside", "{section}｜|{title}", "form-bars header.outside ｜|"},
		{"cover.issue.form", "{total}｜{issue}", ""},
		{"folio.form", `{page}\n`, `text-escape folio.form \n`},
		{"cover.issuer.form", `\u3000{issuer}`, `text-escape cover.issuer.form \u`},
		{"contents.title", `目\n录`, `text-escape contents.title \n`},
		{"folio.form", `{page}\\\`, `text-escape folio.form \\`},
		{"cover.date.form", "（year）年{month}月", "form-bracket cover.date.form （year） {year}"},
		{"folio.form", "第(page)页", "form-bracket folio.form (page) {page}"},
		{"cover.date.form", "$year年$month月", "form-bracket cover.date.form $year {year}"},
		{"cover.date.form", "${year}年", "form-bracket cover.date.form ${year} {year}"},
		{"imprint.issued", "{issuer} | %year年", "form-bracket imprint.issued %year {year}"},
		{"list.number", "{n} $number", ""},
		{"cover.date.form", "{date-year}（{issue-year}）", ""},
		{"cover.date.form", "{date}", "form-name cover.date.form {date} [{title} {year} {month} {day} {issue} {number} {total} {issuer} {label} {serial} {issue-year} {date-year}]"},
		{"section-label.form", "【title】", "form-bracket section-label.form 【title】 {title}"},
		{"section-label.form", "［{title］", "form-brace section-label.form {title］ [{title}]"},
		{"contents.label-form", "要闻", "form-missing contents.label-form {title} [{title}]"},
		{"source.form", "来源：{source}", "form-name source.form {source} [{text}]"},
		{"author.form", "文/{text}", ""},
		{"picture.caption.form", "{caption}", "form-missing picture.caption.form {credit} [{caption} {credit}]"},
		{"picture.caption.form", "{credit}摄：{caption}", ""},
		{"picture.credit", "摄影 {name}", "form-name picture.credit {name} [{credit}]"},
		{"list.number", "（{n}）", ""},
		{"list.number", "1.", "form-missing list.number {n} [{n}]"},
		{"cover.number", "第 {number} 期", ""},
		{"cover.number", "第 {issue} 期", "form-name cover.number {issue} [{number}]"},
		{"imprint.report", "抄报：", "form-missing imprint.report {list} [{list}]"},
		{"imprint.copies", "共印 {n} 份", "form-name imprint.copies {n} [{copies}]"},
		{"imprint.issued", "{issuer} | {year} 年 {month} 月印发", ""},
		{"imprint.issued", "{issuer} | {year} | {month}", "form-alternatives imprint.issued |"},
		{"cover.date.form", "{year}年{mon}月{day}日", "form-name cover.date.form {mon} [{title} {year} {month} {day} {issue} {number} {total} {issuer} {label} {serial} {issue-year} {date-year}] did you mean {month}"},
		{"cover.date.form", "{year}.{month} / {month}.{year}", ""},
		{"cover.label.form", "内部资料", ""},
		{"cover.issue.form", "{total}||{issue}", ""},
		{"cover.issue.form", "{total}||{issue}||{number}", "form-alternatives cover.issue.form ||"},
	} {
		th, log := load(t, "bulletin", c.key, c.form)
		got := ""
		for _, d := range log.Items() {
			words := []string{string(d.Code)}
			for _, arg := range d.Args {
				if list, ok := arg.([]string); ok {
					arg = "[" + strings.Join(list, " ") + "]"
				}
				if text, ok := arg.(string); ok {
					words = append(words, text)
				}
			}
			if d.Fix.DidYouMean != "" {
				words = append(words, "did you mean "+d.Fix.DidYouMean)
			}
			got += strings.Join(words, " ")
		}
		if got != c.want {
			t.Errorf("%s = %q: %q, want %q", c.key, c.form, got, c.want)
		}
		k, arg := findKey(c.key)
		if k.Type != key.Form {
			continue
		}
		want := Form(c.form)
		if c.want != "" {
			below, _ := load(t, "bulletin")
			want = *k.form(below, arg)
		}
		if f := *k.form(th, arg); f != want {
			t.Errorf("%s = %q: the theme has %q", c.key, c.form, f)
		}
	}
}

// TestNumberYear: a {year} whose date does not go on after it, in a form with the number, is
// told from one of the date.
func TestNumberYear(t *testing.T) {
	for form, want := range map[Form]bool{
		"{year}年第{number}期　{month}月{day}日": true, "{year} {issue} · {month}.{day}": true, "{year} 总第 {total} 期 {month}月": true, "{month}月{day}日 {year}年第{number}期": true,
		"{year}{title}（{issue}）{month}月": true, "{year}年第{number}期 {year} {month}月": false, "{year}年{month}月{day}日 第{number}期": false, "第{number}期 {year}年{month}月": false,
		"{issue} {day}.{month}.{year}": false, "{issue-year}年第{number}期　{month}月": false, "{date-year}年第{number}期　{month}月": false, "{year}年第{number}期": false, "{year}年　{issuer}　{month}月": false,
	} {
		if got := form.NumberYear(); got != want {
			t.Errorf("%s: %v", form, got)
		}
	}
}

// TestLeader: a leader repeats one sign, however often it is written.
func TestLeader(t *testing.T) {
	for text, want := range map[string]string{"…": "…", "……": "…", "...": ".", " · · ": "·", "": "", "　": "", "-": "-", "ab": "!", "{n}": "!", "…·": "!", "\u0301": "!"} {
		th, log := load(t, "bulletin", "contents.leader", text)
		if log.Has("leader-sign") != (want == "!") || want != "!" && th.Contents.Leader != want {
			t.Errorf("%q: %q, %v", text, th.Contents.Leader, log.Items())
		}
	}
}

// TestFormKeys checks that every key whose value may hold braces is a form, and
// that what a form needs is among its placeholders.
func TestFormKeys(t *testing.T) {
	for _, k := range Keys() {
		if k.Type != key.Form {
			continue
		}
		if len(k.Placeholders) == 0 {
			t.Errorf("%s has no placeholders", k.Name)
		}
		for _, name := range k.Needed {
			if !slices.Contains(k.Placeholders, name) {
				t.Errorf("%s needs {%s}, which it cannot have", k.Name, name)
			}
		}
	}
	for _, name := range Names() {
		for name, value := range Values(name) {
			text, ok := value.(string)
			k, _ := findKey(name)
			if ok && strings.ContainsAny(text, "{}") && k.Type != key.Form {
				t.Errorf("%s = %q is no form", name, text)
			}
		}
	}
}

// FuzzForm compares the parts of a form that is accepted with its text: nothing
// is lost, and no brace is printed.
func FuzzForm(f *testing.F) {
	for _, form := range []string{"第 {page} 页", "{page}{pages}", "{{page}}", "｛page｝{page}", "", "}{", "{page}{"} {
		f.Add(form)
	}
	k, _ := findKey("folio.form")
	f.Fuzz(func(t *testing.T, form string) {
		var log diag.List
		ok := k.checkForm(form, assignment{name: "folio.form", setting: setting{Setting: content.Setting{}}, log: &log})
		if ok != (log.Count(diag.Error) == 0) {
			t.Fatalf("%q: accepted %v with %d errors", form, ok, log.Count(diag.Error))
		}
		if !ok {
			return
		}
		all, pages := "", 0
		for part := range Form(form).Parts() {
			switch {
			case part.Name == "" && strings.ContainsAny(part.Text, "{}"):
				t.Errorf("%q prints %q", form, part.Text)
			case part.Name == "":
				all += part.Text
			default:
				all += "{" + part.Name + "}"
			}
			if part.Name == "page" {
				pages++
			}
		}
		if all != form {
			t.Errorf("%q has the parts of %q", form, all)
		}
		if form != "" && pages != 1 {
			t.Errorf("%q has {page} %d times", form, pages)
		}
	})
}

// TestOneLine: forms and texts are one line, but for the title of the contents.
func TestOneLine(t *testing.T) {
	for k := range all {
		if k.Type != key.Form && k.Type != key.Text || strings.HasPrefix(k.Name, "inks.") {
			continue
		}
		name := k.Name
		if len(k.Args) > 0 {
			name = strings.Replace(k.Name, "*", k.Args[0], 1)
		}
		value := "甲"
		for _, p := range k.Needed {
			value += "{" + p + "}"
		}
		for _, end := range []string{"\n", "\r\n乙", "\u2028乙"} {
			_, log := load(t, "bulletin", name, value+end)
			if refused := log.Has("one-line"); refused == (name == "contents.title") || len(log.Items()) > 1 {
				t.Errorf("%s = %q: %v", name, value+end, log.Items())
			}
		}
		if _, log := load(t, "bulletin", name, value); len(log.Items()) != 0 {
			t.Errorf("%s = %q: %v", name, value, log.Items())
		}
	}
}

// TestInvisibleForms: a form or text of invisible characters alone is empty, with a notice;
// ordinary blanks, and what stands between two texts, stay.
func TestInvisibleForms(t *testing.T) {
	for _, c := range []struct{ key, text, want string }{
		{"cover.date.form", "\u00a0", ""}, {"imprint.issued", "\u2060", ""}, {"header.outside", "\u3000\u200b", ""}, {"table.continued", "\u00ad\ufeff", ""},
		{"list.bullet", "\u200b", ""}, {"contents.leader", "\u3164", ""},
		{"list.bullet", "\u3000", "\u3000"}, {"author.join", "\u00a0", "\u00a0"}, {"imprint.join", "\u2003", "\u2003"}, {"list.bullet", "·", "·"}, {"header.outside", "", ""},
	} {
		th, log := load(t, "bulletin", c.key, c.text)
		k, arg := findKey(c.key)
		got := ""
		if k.Type == key.Form {
			got = string(*k.form(th, arg))
		} else {
			got = *k.text(th, arg)
		}
		if told := log.Has("text-invisible"); got != c.want || told != (got != c.text) || log.HasErrors() {
			t.Errorf("%s = %q: %q; %v", c.key, c.text, got, log.Items())
		}
	}
}
