package schema

import (
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"jianbao/content/key"
	"jianbao/content/manifest"
	"jianbao/layout/theme"
)

// variant is a manifest or theme made from the tables of keys, valid except perhaps
// for one value.
type variant struct {
	document
	wrong bool
}

// literal is a value in TOML syntax.
type literal string

// samples returns values that a key accepts and values that it rejects: those just
// outside its range or list of words, and of other types.
func samples(k *key.Key) (right, wrong []literal) {
	quoted := func(s string) literal { return literal(strconv.Quote(s)) }
	switch k.Type {
	case key.Int, key.Number:
		right = append(right, literal(strconv.Itoa(k.Min)))
		wrong = append(wrong, literal(strconv.Itoa(k.Min-1)), "1.5", "true")
		if k.Max != key.Unbounded {
			right = append(right, literal(strconv.Itoa(k.Max)))
			wrong = append(wrong, literal(strconv.Itoa(k.Max+1)))
		}
		switch {
		case k.Unit == key.Paragraphs:
			right = append(right, `"甲"`) // the text of the articles
		case k.Type == key.Number && k.Pattern == "":
			right = append(right, `"9-10"`)
		default:
			wrong = append(wrong, `"1"`)
		}
	case key.Bool:
		right, wrong = []literal{"true", "false"}, []literal{`"true"`, "1"}
	case key.Date:
		right, wrong = []literal{"2021-10-22", "1978-02-28"}, []literal{"2021-10-22T08:00:00", "20211022", `"2021年10月22日"`}
	case key.Enum:
		for _, v := range k.Values {
			right = append(right, quoted(v))
			wrong = append(wrong, quoted(v+"x"))
			if _, err := strconv.Atoi(v); err == nil && k.Bare {
				right, wrong = append(right, literal(v)), append(wrong, literal(v+"0"))
			}
		}
		wrong = append(wrong, "true", `""`)
	case key.Language:
		for _, v := range k.Values {
			right = append(right, quoted(v))
		}
		right = append(right, `"zh-CN"`, `"zh_tw"`, `" ZH-hk "`, `"zh"`, `"zh-Hant-MO"`, `"ja-JP"`, `"kor"`)
		wrong = append(wrong, `"en"`, `"cmn-Hans"`, `"Chinese"`, `"中文"`, "1")
	case key.Texts:
		if k.Values == nil {
			right, wrong = []literal{`["甲", "乙"]`, "[]"}, []literal{`["甲", 2]`, "2"}
			if k.ASCII {
				right, wrong = []literal{`["PANTONE 485 C"]`, "[]"}, append(wrong, `["专色"]`, `[""]`)
			}
		}
		for _, v := range k.Values {
			right, wrong = append(right, "["+quoted(v)+"]"), append(wrong, "["+quoted(v+"x")+"]")
		}
		if k.Single {
			right = append(right, right[0][1:strings.IndexAny(string(right[0]), ",]")])
		} else {
			wrong = append(wrong, `"甲"`)
		}
	case key.File:
		right, wrong = []literal{`"a.png"`}, []literal{"3"}
		switch {
		case slices.Contains(k.Values, ".csv"):
			right, wrong = []literal{`"a.csv"`, `"b/../a.csv"`}, append(wrong, `"a.txt"`, `"a.xlsx"`, `"a"`)
		case k.Values != nil:
			right, wrong = []literal{`"a.txt"`, `"a.MD"`, `"b/../a.txt"`, `"a.txt/"`}, append(wrong, `"a.doc"`, `"a"`, `"a.txt2"`)
		}
		if k.Slashes {
			wrong = append(wrong, `'a\b.txt'`)
		}
	case key.Address:
		right, wrong = []literal{`"https://example.org/甲?a=b"`, `"HTTP://a"`, `"tel:1"`}, []literal{`"example.org"`, `"https://"`, `"https://a b"`, `"甲"`, "3"}
	case key.Length:
		right = []literal{`"3mm"`, `".5cm"`, `"1. pt"`, `"0.001mm"`, `" 3mm　"`}
		wrong = []literal{`"3"`, `"3em"`, `"-3mm"`, `"3mm 2"`, `"三号"`, `"mm"`, `""`, "3"}
		if k.Positive {
			wrong = append(wrong, `"0"`, `"0mm"`)
		} else {
			right = append(right, `"0"`, `"0.0pt"`)
		}
	case key.Lengths:
		right, wrong = []literal{`["4em"]`, `["", "20mm"]`, `[" .5cm "]`, "[]", `"4em"`}, []literal{`["4"]`, `["0em"]`, `["4字"]`, `["-4em"]`, "[4]"}
	case key.Width:
		right = []literal{`"measure"`, `"half"`, `"page"`, `"80mm"`}
		wrong = []literal{`"halfx"`, `"0mm"`, `"80"`, `"-80mm"`, "80"}
	case key.Settings:
		right, wrong = []literal{"{}", `{ "body.lines" = 20, body.measure = 20 }`, `{ page = { "head" = 0 } }`}, []literal{`{ body.linez = 20 }`, `{ "body.lines" = "20" }`, "3"}
	default:
		right, wrong = []literal{`"甲"`}, []literal{"3", "[]"}
		if k.Default != "" {
			right = []literal{literal(k.Default)}
		}
	}
	if k.Pattern != "" {
		if k.Type == key.Text {
			right = nil
		}
		right, wrong = append(right, quoted(k.Example)), append(wrong, quoted(k.Example+"x"), quoted("甲"))
	}
	if k.Filled && k.Type != key.Texts {
		wrong = append(wrong, `""`)
	}
	return right, wrong
}

// themeSamples is samples for the keys of a theme, whose lengths may be relative.
func themeSamples(k *key.Key) (right, wrong []literal) {
	switch k.Type {
	case key.Length:
		if k.Name == "body.pitch" { // not less than the size
			return []literal{`"26pt"`, `"2em"`, `"三号"`}, []literal{`"26"`, `"-26pt"`, "26", "{}"}
		}
		return []literal{`"3mm"`, `"1em"`, `"2 字"`, `"1.5行"`, `"三号"`, `" 12 pt "`}, []literal{`"3"`, `"3pc"`, `"-3mm"`, `"十号"`, "3", "true", "{}"}
	case key.Size:
		return []literal{`"12pt"`, `"三号"`, `"小二"`, `".5cm"`}, []literal{`"12"`, `"12px"`, `"0pt"`, `"三"`, "12", "0", "{}"}
	case key.Width:
		return []literal{`"measure"`, `"half"`, `"page"`, `"80mm"`, `"50%"`, `"10em"`}, []literal{`"halfx"`, `"0mm"`, `"80"`, "80"}
	case key.Paper:
		for _, name := range k.Values {
			right, wrong = append(right, literal(strconv.Quote(name))), append(wrong, literal(strconv.Quote(name+"x")))
		}
		return append(right, `"210mm x 297mm"`, `"21cm×285mm"`, `"600pt X 800pt"`), append(wrong, `"210mm"`, `"210 x 297"`, "4")
	case key.RGB:
		return []literal{`"#C8102E"`, `"#00ff00"`}, []literal{`"C8102E"`, `"#C8102"`, `"#C8102G"`, `"#C8102E0"`, "0"}
	case key.CMYK:
		return []literal{"[0, 80, 80, 0]", "[100, 100, 100, 100]"}, []literal{"[0, 80, 80]", "[0, 0, 0, 101]", "[-1, 0, 0, 0]", "[0, 0, 0, 0.5]", `"0 80 80 0"`, "[0, 0, 0, 0, 0]"}
	case key.Form:
		all := ""
		for _, name := range k.Placeholders {
			all += "甲{" + name + "}"
		}
		right, wrong = []literal{`""`, literal(strconv.Quote(all + "乙"))}, []literal{"3", `"{"`, `"}"`, `"{none}"`, `"{` + literal(k.Placeholders[0]) + `"`}
		if k.Needed != nil {
			wrong = append(wrong, `"甲"`)
		}
		return right, wrong
	case key.Font:
		return []literal{`"song"`}, []literal{"3"}
	case key.Ink:
		return []literal{`"black"`, `"red"`}, []literal{"3"}
	case key.Bool:
		return []literal{"true"}, []literal{`"true"`, "{}"}
	}
	return samples(k)
}

// tree is a TOML table: of literals, of trees, and of lists of trees.
type tree map[string]any

// minimal returns the smallest valid table with these keys.
func minimal(keys []key.Key) tree {
	out, chosen := tree{}, map[string]string{}
	for i := range keys {
		k := &keys[i]
		switch {
		case k.Required && k.Type == key.Table:
			out[k.Name] = minimal(k.Keys)
		case k.Required && k.Type == key.Tables:
			out[k.Name] = []tree{minimal(k.Keys)}
		case k.Required:
			right, _ := samples(k)
			out[k.Name] = right[0]
		case k.OneOf != "" && k.Name != "of": // the last of them that needs no file
			delete(out, chosen[k.OneOf])
			right, _ := samples(k)
			chosen[k.OneOf], out[k.Name] = k.Name, right[0]
		}
	}
	return out
}

func (t tree) toml(b *strings.Builder) {
	sep := ""
	for _, name := range slices.Sorted(maps.Keys(t)) {
		b.WriteString(sep + strconv.Quote(name) + " = ")
		sep = ", "
		writeValue(b, t[name])
	}
}

func writeValue(b *strings.Builder, v any) {
	switch v := v.(type) {
	case literal:
		b.WriteString(string(v))
	case tree:
		b.WriteString("{ ")
		v.toml(b)
		b.WriteString(" }")
	case []tree:
		for i, item := range v {
			b.WriteString([]string{"[", ", "}[min(i, 1)])
			writeValue(b, item)
		}
		b.WriteString("]")
	}
}

// text returns a tree as a TOML text.
func (t tree) text() []byte {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(t)) {
		b.WriteString(strconv.Quote(name) + " = ")
		writeValue(&b, t[name])
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// manifestVariants returns manifests with each key set to each of its samples, without
// each required key, and with unknown keys.
func manifestVariants() []variant { return variantsOf(manifest.Keys(), manifestDocument) }

// publicationVariants is manifestVariants for publication.toml.
func publicationVariants() []variant {
	return variantsOf(manifest.PublicationKeys(), publicationDocument)
}

func variantsOf(keys []key.Key, kind kind) (out []variant) {
	root := minimal(keys)
	add := func(name string, wrong bool) {
		out = append(out, variant{document{name: name, text: root.text(), kind: kind}, wrong})
	}
	add("minimal", false)
	var walk func(prefix string, at tree, keys []key.Key)
	walk = func(prefix string, at tree, keys []key.Key) {
		with := func(name string, v any, what string, wrong bool) {
			old, had := at[name]
			at[name] = v
			add(prefix+name+what, wrong)
			if delete(at, name); had {
				at[name] = old
			}
		}
		with("unknown-key", literal("1"), "", true)
		for i := range keys {
			k, name := &keys[i], keys[i].Name
			if name == "part-of" {
				continue // its value depends on other articles
			}
			restore := maps.Clone(at)
			for _, other := range keys {
				if k.OneOf != "" && other.OneOf == k.OneOf {
					delete(at, other.Name)
				}
				if k.Needs == other.Name {
					right, _ := samples(&other)
					for _, rival := range keys {
						if rival.OneOf == other.OneOf {
							delete(at, rival.Name)
						}
					}
					at[other.Name] = right[0]
				}
			}
			if k.OneOf != "" {
				add(prefix+name+" and its like are missing", true)
			}
			switch {
			case name == "*":
				name = "any"
				at[name] = minimal(k.Keys)
				walk(prefix+name+".", at[name].(tree), k.Keys)
			case k.Group():
				sub, ok := at[name].(tree)
				if list, isList := at[name].([]tree); isList {
					sub, ok = list[0], true
				}
				if !ok {
					sub = minimal(k.Keys)
					if at[name] = any(sub); k.Type == key.Tables {
						at[name] = []tree{sub}
					}
				}
				walk(prefix+name+".", sub, k.Keys)
				with(name, literal("3"), " = 3", true)
				if k.Type == key.Tables {
					with(name, sub, " as one table", true)
					with(name, []tree{sub, sub}, " twice", false)
					with(name, literal("[]"), " = []", k.Min > 0)
				} else if k.Shorthand == "" {
					with(name, []tree{sub}, " as a list", true)
				}
			default:
				right, wrong := samples(k)
				for _, v := range right {
					with(name, v, " = "+string(v), false)
				}
				for _, v := range wrong {
					with(name, v, " = "+string(v), true)
				}
			}
			if k.Shorthand != "" {
				with(name, literal(`"a.png"`), " in short", false)
				with(name, literal(`""`), " in short, empty", true)
			}
			clear(at)
			maps.Copy(at, restore)
			if k.Required && !k.Shared {
				delete(at, name)
				add(prefix+name+" is missing", true)
				at[name] = restore[name]
			}
			if k.Needs != "" {
				right, _ := samples(k)
				with(name, right[0], " without "+k.Needs, true)
			}
			for _, other := range keys {
				if k.OneOf != "" && other.OneOf == k.OneOf && other.Name != k.Name && at[k.Name] == nil {
					right, _ := samples(k)
					with(name, right[0], " and "+other.Name, true)
				}
			}
		}
	}
	walk("", root, keys)
	return out
}

// themeVariants returns theme files and manifests, by turns, that set each key
// with each of its samples: in quotes, and as tables. Of keys whose type four others
// have, it takes only the first samples, or all with JIANBAO_THOROUGH.
func themeVariants() (out []variant) {
	settings := func(name string, wrong bool, lines ...string) {
		if len(out)%2 == 0 {
			out = append(out, variant{document{name: "theme: " + name, text: []byte(strings.Join(lines, "\n") + "\n"), kind: themeDocument}, wrong})
			return
		}
		root := minimal(manifest.Keys())
		root["style"] = tree{"set": literal("{ " + strings.Join(lines, ", ") + " }")}
		out = append(out, variant{document{name: "set: " + name, text: root.text()}, wrong})
	}
	sameType := map[key.Type]int{}
	for _, k := range theme.Keys() {
		full := strings.ReplaceAll(k.Expand()[0], "*", "any")
		dotted := strings.Split(full, ".")
		for i := range dotted {
			dotted[i] = strconv.Quote(dotted[i])
		}
		right, wrong := themeSamples(&k.Key)
		if sameType[k.Type]++; sameType[k.Type] > 4 && k.Values == nil && os.Getenv("JIANBAO_THOROUGH") == "" {
			right, wrong = right[:1], wrong[:1]
		}
		for i, v := range right {
			form := strconv.Quote(full)
			if i%3 == 1 {
				form = strings.Join(dotted, ".")
			}
			settings(form+" = "+string(v), false, form+" = "+string(v))
		}
		for i, v := range wrong {
			form := strings.Join(dotted, ".")
			if i%3 == 1 {
				form = strconv.Quote(full)
			}
			settings(form+" = "+string(v), true, form+" = "+string(v))
		}
	}
	settings("mixed", false, `headings."1.size" = "三号"`, `"picture.caption".size = "小四"`, `"cover.name" = { size = "三号" }`)
	settings("empty tables", false, "body = {}", "picture.caption = {}", `"fonts.any" = {}`, "cover = { name = {} }")
	for _, wrong := range []string{"bodi = {}", `"picture.captio" = {}`, "cover.nam = {}", "body.size.x = 1", `"fonts.a.b.han" = ["x"]`, "body = 3", "body = [{}]", "fonts.any.han.x = []", "inks = []", `fonts."".han = ["x"]`, `"" = 1`} {
		settings(wrong, true, wrong)
	}
	return out
}
