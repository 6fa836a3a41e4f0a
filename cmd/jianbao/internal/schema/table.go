package schema

import (
	"fmt"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/manifest"
)

// ManifestTable returns the keys of a manifest as a Markdown table in one
// language, for the documentation.
func ManifestTable(lang diag.Lang) string {
	w := writer{lang}
	var b strings.Builder
	b.WriteString(w.pick("| 键 | 值 | 默认 | 决定什么 |\n", "| key | value | default | what it decides |\n") + "| --- | --- | --- | --- |\n")
	w.rows(&b, "", manifest.Keys())
	return b.String()
}

func (w writer) rows(b *strings.Builder, prefix string, keys []key.Key) {
	for i := range keys {
		k := &keys[i]
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", prefix+k.Name, Value(k, w.lang), w.absent(k, keys), Cell(w.description(k)))
		w.rows(b, prefix+k.Name+".", k.Keys)
	}
}

// absent returns the table's entry for the key's default: whether the key is
// required, or what applies without it.
func (w writer) absent(k *key.Key, keys []key.Key) string {
	switch {
	case k.Required && k.Shared:
		return w.pick("必写，或在 publication.toml 里", "required, or in publication.toml")
	case k.Required:
		return w.pick("必写", "required")
	case k.OneOf != "":
		var names []string
		for _, other := range keys {
			if other.OneOf == k.OneOf {
				names = append(names, other.Name)
			}
		}
		if len(names) == 1 {
			return w.pick("必写", "required")
		}
		return codes(names) + w.pick(" 写一个", ": one of them")
	case k.Default != "":
		return "`" + k.Default + "`"
	}
	return ""
}

// words returns the name of a type in Chinese and English.
func words(t key.Type) (zh, en string) {
	switch t {
	case key.Texts:
		return "列表", "list"
	case key.Lengths:
		return "长度的列表", "list of lengths"
	case key.Int, key.Number:
		return "整数", "integer"
	case key.Bool:
		return "true 或 false", "true or false"
	case key.Date:
		return "日期", "date"
	case key.Language:
		return "语言", "language"
	case key.Address:
		return "网址", "address"
	case key.File:
		return "文件", "file"
	case key.Length:
		return "长度", "length"
	case key.Width:
		return "宽度", "width"
	case key.Table:
		return "表", "table"
	case key.Tables:
		return "表的列表", "list of tables"
	case key.Settings:
		return "版式的键", "keys of the theme"
	case key.Form:
		return "样式", "form"
	case key.Size:
		return "字号", "size"
	case key.Paper:
		return "纸张", "paper"
	case key.Font:
		return "字体角色", "role of a face"
	case key.Ink:
		return "颜色名", "name of an ink"
	case key.RGB:
		return "RGB", "RGB"
	case key.CMYK:
		return "CMYK", "CMYK"
	}
	return "文字", "text"
}

// Value returns the values that a key accepts, as Markdown.
func Value(k *key.Key, lang diag.Lang) string {
	w := writer{lang}
	word := w.pick(words(k.Type))
	switch k.Type {
	case key.Enum:
		return codes(k.Values)
	case key.Texts, key.Language:
		if k.Values != nil {
			return word + w.pick("：", ": ") + codes(k.Values)
		}
	case key.Int:
		return word + " " + w.bounds(k)
	case key.Number:
		return word + " " + w.bounds(k) + w.pick("，或文字", ", or text")
	case key.Form:
		return word + w.pick("，可用 ", " with ") + w.placeholders(k)
	case key.Table:
		if k.Shorthand != "" {
			return word + w.pick("，或 ", ", or ") + "`" + k.Shorthand + "`"
		}
	}
	return word
}

// placeholders returns the placeholders that a form can have and those that it
// must have.
func (w writer) placeholders(k *key.Key) string {
	braced := func(names []string) string {
		all := make([]string, len(names))
		for i, name := range names {
			all[i] = "{" + name + "}"
		}
		return codes(all)
	}
	switch {
	case len(k.Needed) == 0:
		return braced(k.Placeholders)
	case len(k.Needed) == len(k.Placeholders):
		return braced(k.Needed) + w.pick("，必写", ", required")
	}
	return braced(k.Placeholders) + w.pick("，必写 ", "; required: ") + braced(k.Needed)
}

// bounds returns the range of an integer key and its unit.
func (w writer) bounds(k *key.Key) string {
	text := fmt.Sprintf("%d–%d", k.Min, k.Max)
	switch {
	case k.Max == key.Unbounded:
		text = fmt.Sprintf("≥ %d", k.Min)
	case k.Max == k.Min:
		text = fmt.Sprint(k.Min)
	}
	if k.Unit == "" {
		return text
	}
	return text + " " + w.pick(k.Unit.ZH(), k.Unit.EN())
}

// codes returns words as code in Markdown; an empty one is "".
func codes(words []string) string {
	return strings.ReplaceAll("`"+strings.Join(words, "` `")+"`", "``", "`\"\"`")
}

// Cell returns a text as the cell of a Markdown table.
func Cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`").Replace(s)
}
