package manifest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
	"jianbao/content/strict"
)

// The forms of values of an official document (GB/T 9704-2012 7.2.1, 7.2.2, 7.2.5).
const (
	copyNumberForm = `^[0-9]{6}$`
	secrecyForm    = `^(绝密|机密|秘密)(★([1-9][0-9]*(年|个月|日|天)|长期|(19|20)[0-9]{2}年[1-9][0-9]?月[1-9][0-9]?日前?|[^0-9０-９★\s]+[前后]))?$`
	numberForm     = `^[^0-9０-９\s〔〕（）()\[\]［］【】]*〔(19|20)[0-9]{2}〕[1-9][0-9]*号$`
)

var (
	copyNumberPattern = pattern.New(copyNumberForm)
	secrecyPattern    = pattern.New(secrecyForm)
	numberPattern     = pattern.New(numberForm)
)

func documentKeys() []field[content.Document] {
	type T = content.Document
	return []field[T]{
		ownKey(key.Key{Name: "copy-number", Type: key.Number, Min: 1, Max: 999_999, Pattern: copyNumberForm, Example: "000123", Words: "份号",
			ZH: `份号，六位；整数前面补 0`, EN: "number of the copy (份号), six digits; zeros are put before an integer"}, (*loader).copyNumber),
		formedKey(key.Key{Name: "secrecy", Pattern: secrecyForm, Example: "机密★1年", Words: "密级 保密期限",
			ZH: "密级和保密期限：“机密★1年”", EN: "secrecy and its term (密级和保密期限): \"机密★1年\""}, (*loader).secrecy, func(d *T) *content.Text { return &d.Secrecy }),
		enumKey(key.Key{Name: "urgency", Values: []string{"特急", "加急"}, Words: "紧急程度 缓急", ZH: "紧急程度", EN: "urgency (紧急程度)"}, func(d *T) *content.Text { return &d.Urgency }),
		formedKey(key.Key{Name: "number", Pattern: numberForm, Example: "柳政发〔2025〕5号", Words: "发文字号 文号 字号",
			ZH: "发文字号：“柳政发〔2025〕5号”", EN: "number of the document (发文字号): \"柳政发〔2025〕5号\""}, (*loader).documentNumber, func(d *T) *content.Text { return &d.Number }),
		ownKey(key.Key{Name: "signers", Type: key.Texts, Single: true, Words: "签发人", ZH: "上行文的签发人，一位或几位；有签发人时发文字号排在左边",
			EN: "who signs a document to a superior (签发人), one or several; the number then stands at the left"}, (*loader).signers),
		namesKey(key.Key{Name: "to", Words: "主送机关 主送", ZH: "主送机关，一个或几个，排在标题下面；第一页排不下正文时移到版记", EN: "to whom it is addressed (主送机关), below the title; in the imprint where page 1 would have no text"},
			func(d *T) *[]content.Text { return &d.To }),
		namesKey(key.Key{Name: "copies-to", Words: "抄送机关 抄送", ZH: "抄送机关，一个或几个，排在版记", EN: "who gets copies (抄送机关), in the imprint"}, func(d *T) *[]content.Text { return &d.CopiesTo }),
		textKey(key.Key{Name: "note", Words: "附注", ZH: "附注，不写括号：“此件公开发布”", EN: "note (附注), without brackets: \"此件公开发布\""}, func(d *T) *content.Text { return &d.Note }),
		ownKey(key.Key{Name: "issued", Type: key.Table, Keys: describe(issuedKeys()), Words: "印发", ZH: "印发机关和印发日期", EN: "the office that prints and distributes it, and the day (印发机关、印发日期)"}, (*loader).issued),
	}
}

func issuedKeys() []field[content.Issued] {
	type T = content.Issued
	return []field[T]{
		nameKey(key.Key{Name: "office", Words: "印发机关 机关", ZH: "印发机关；不写就是主办单位的第一个", EN: "the office; the first issuer of the publication if not given"}, func(i *T) *content.Text { return &i.Office }),
		dateKey(key.Key{Name: "date", Words: "印发日期 日期", ZH: "印发日期；不写就是这一期的日期", EN: "the day; the issue's date if not given"}, func(i *T) *content.Date { return &i.Date }),
	}
}

// document reads what makes the issue an official document.
func (l *loader) document(t *strict.Table, k *key.Key, issue *content.Issue) {
	sub := t.Sub(k.Name)
	if sub == nil {
		return
	}
	issue.Document = &content.Document{Span: sub.Span()}
	read(l, sub, documentKeys(), issue.Document)
}

func (l *loader) issued(t *strict.Table, k *key.Key, d *content.Document) {
	if sub := t.Sub(k.Name); sub != nil {
		d.Issued.Given = true
		read(l, sub, issuedKeys(), &d.Issued)
		if d.Issued.Date != (content.Date{}) {
			d.Issued.DateAt = sub.ValueSpan("date")
		}
	}
}

// formedKey reads a text that has a form of its own, which check reports on.
func formedKey(k key.Key, check func(*loader, content.Text) bool, at func(*content.Document) *content.Text) field[content.Document] {
	k.Type = key.Text
	return ownKey(k, func(l *loader, t *strict.Table, k *key.Key, d *content.Document) {
		if s, ok := t.Str(k.Name); ok {
			if text := trimmed(l.named(t, k, s)); check(l, text) {
				*at(d) = text
			}
		}
	})
}

// copyNumber reads the number of a copy, six digits (GB/T 9704-2012 7.2.1).
func (l *loader) copyNumber(t *strict.Table, k *key.Key, d *content.Document) {
	v := t.Value(k.Name)
	if v != nil && v.Kind() == strict.KindInt {
		d.CopyNumber = wholeNumber(v) // a wrong one is not missing
		if n, ok := t.Int(k.Name, int64(k.Min), int64(k.Max)); ok {
			d.CopyNumber.Value = fmt.Sprintf("%06d", n)
		}
		return
	}
	s, ok := t.Str(k.Name)
	if !ok {
		return
	}
	text := trimmed(l.named(t, k, s))
	d.CopyNumber = text
	if !copyNumberPattern().MatchString(text.Value) {
		fix := diag.Fix{}
		if n, err := strconv.Atoi(numeral.Half(text.Value)); err == nil && n > 0 && n <= k.Max {
			fix.DidYouMean = fmt.Sprintf("%06d", n)
		}
		l.log.AddFix("document-copy-number", text.Place.At(0, len(text.Value)), fix, text.Value)
	}
}

// secrecy reports a text that is no secrecy, with what is probably meant.
func (l *loader) secrecy(t content.Text) bool {
	if secrecyPattern().MatchString(t.Value) {
		return true
	}
	l.log.AddFix("document-secrecy", t.Place.At(0, len(t.Value)), meant(t.Value, secrecyMeant(t.Value), secrecyPattern().MatchString), t.Value)
	return false
}

// meant returns the repair for a text that has a right form.
func meant(written, right string, ok func(string) bool) diag.Fix {
	if right == written || !ok(right) {
		return diag.Fix{}
	}
	return diag.Fix{DidYouMean: right}
}

var (
	secrecyMark  = pattern.New(`^(绝密|机密|秘密)[\s　]*[*＊☆✩✭✮⭐·•、，,—–-]*[\s　]*(.*)$`)
	spacedSecret = pattern.New(`^([绝机秘])[\s　]+密`)
	monthsTerm   = pattern.New(`★([0-9]+)(?:月|个月)$`)
	hanTerm      = pattern.New(`★([一二两三四五六七八九十]+)(年|个月|月|日|天)$`)
)

// secrecyMeant rewrites a secrecy with the star and the digits of GB/T 9704.
func secrecyMeant(s string) string {
	s = spacedSecret().ReplaceAllString(numeral.Half(s), "${1}密")
	s = strings.ReplaceAll(s, "★", "*")
	if m := secrecyMark().FindStringSubmatch(s); m != nil {
		if s = m[1]; m[2] != "" {
			s += "★" + m[2]
		}
	}
	if m := hanTerm().FindStringSubmatch(s); m != nil {
		if n := smallNumber(m[1]); n > 0 {
			s = strings.TrimSuffix(s, m[1]+m[2]) + strconv.Itoa(n) + m[2]
		}
	}
	return monthsTerm().ReplaceAllString(s, "★${1}个月")
}

// smallNumber returns a number below a hundred in Han; 0: it is none.
func smallNumber(s string) int {
	s = strings.ReplaceAll(s, "两", "二")
	n := numeral.Parse(s)
	if han := numeral.Chinese(n); s == han || n >= 10 && n < 20 && s == "一"+han {
		return n
	}
	return 0
}

// documentNumber reports a text that is no number of a document, with what is
// probably meant.
func (l *loader) documentNumber(t content.Text) bool {
	if numberPattern().MatchString(t.Value) {
		return true
	}
	l.log.AddFix("document-number", t.Place.At(0, len(t.Value)), meant(t.Value, numberMeant(t.Value), numberPattern().MatchString), t.Value)
	return false
}

var writtenNumber = pattern.New(`^(.*?)[\s　]*[〔\[［（(【〈《「『{｛][\s　]*([0-9]{2}|[0-9]{4})[\s　]*年?[\s　]*[〕\]］）)】〉》」』}｝][\s　]*(?:字[\s　]*)?第?[\s　]*0*([1-9][0-9]*)[\s　]*号?$`)

// numberMeant rewrites the number of a document as GB/T 9704 has it.
func numberMeant(s string) string {
	m := writtenNumber().FindStringSubmatch(numeral.Half(s))
	if m == nil {
		return s
	}
	if len(m[2]) == 2 {
		m[2] = "20" + m[2]
	}
	return m[1] + "〔" + m[2] + "〕" + m[3] + "号"
}

// signers reads names, one each, without the blanks that spread those of two
// characters: the program spreads them.
func (l *loader) signers(t *strict.Table, k *key.Key, d *content.Document) {
	for _, s := range t.Strs(k.Name) {
		text := l.visible(l.withoutHidden(l.seenLines(l.printable(t, k.Name, s))))
		if i := strings.IndexAny(text.Value, "、，,；;\n：:"); i >= 0 {
			_, size := utf8.DecodeRuneInString(text.Value[i:])
			l.log.Add("document-signer", text.Place.At(i, i+size), text.Value)
			continue
		}
		if name := spread(text); name.Value != "" {
			d.Signers = append(d.Signers, name)
		}
	}
}

var spreadName = pattern.New(`^(\p{Han})[\s　]+(\p{Han})$`)

// spread returns a name without blanks between its two characters.
func spread(t content.Text) content.Text {
	t = trimmed(t)
	if spreadName().MatchString(t.Value) {
		last := strings.LastIndexFunc(t.Value, func(r rune) bool { return r == ' ' || r == '\t' || r == '　' })
		_, first := utf8.DecodeRuneInString(t.Value)
		_, blank := utf8.DecodeRuneInString(t.Value[last:])
		tail := t.Place.Slice(last+blank, len(t.Value))
		place := t.Place.Slice(0, first)
		for _, step := range tail.Steps {
			place.Steps = append(place.Steps, diag.Step{Off: first + step.Off, Src: step.Src})
		}
		return content.Text{Value: t.Value[:first] + t.Value[last+blank:], Place: place}
	}
	return t
}

// checkDocument reports what an official document cannot have: several texts, and
// keys that are printed on covers and mastheads alone.
func (l *loader) checkDocument(issue *content.Issue) {
	d := issue.Document
	if d == nil {
		return
	}
	empty := func(t content.Text) bool { return t.Value == "" }
	d.To, d.CopiesTo = slices.DeleteFunc(d.To, empty), slices.DeleteFunc(d.CopiesTo, empty)
	texts := 0
	for i := range issue.Sections {
		for k := range issue.Sections[i].Articles {
			a := &issue.Sections[i].Articles[k]
			if a.Attached != nil {
				continue
			}
			if texts++; texts == 2 {
				l.log.Add("document-articles", a.Span, a.Title.Joined())
			}
		}
	}
	if d.Secrecy.Value != "" && d.CopyNumber.Value == "" {
		l.log.Add("document-copy-number-missing", d.Secrecy.Place.At(0, len(d.Secrecy.Value)), d.Secrecy.Value)
	}
	pub, n := &issue.Publication, &issue.Number
	if in := d.Issued; in.Date != (content.Date{}) && in.Date.Compare(n.Date) < 0 {
		l.log.Add("document-issued-early", in.DateAt, in.DateAt.Text(), n.Date.ISO())
	}
	for _, unused := range [...]struct {
		key  string
		text content.Text
	}{
		{"publication.permit", pub.Permit}, {"issue.total", n.Total}, {"issue.label", n.Label}, {"issue.serial", n.Serial},
		{"contents.title", issue.Contents.Title},
	} {
		if t := unused.text; t.Place.Source != nil && t.Value != "" {
			l.log.Add("document-unused", t.Place.At(0, len(t.Value)), unused.key)
		}
	}
	for _, unused := range [...]struct {
		key     string
		picture *content.Picture
	}{{"publication.emblem", pub.Emblem}, {"publication.masthead", pub.Masthead}, {"issue.cover-picture", n.Cover}} {
		if unused.picture != nil {
			l.log.Add("document-unused", unused.picture.Span, unused.key)
		}
	}
	issue.Contents.Show = false
}
