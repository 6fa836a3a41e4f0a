package theme

import "jianbao/content/key"

// partKeys returns the keys of the paragraphs that are known by their look (RULES
// 11).
func partKeys() []Key {
	return []Key{
		boolKey("salutation.on", "文章开头的主送机关、称谓顶格排", "an addressee at the head of an article is set flush left", func(t *Theme) *bool { return &t.Parts.Salutation }),
		{Key: key.Key{Name: "salutation.words", Type: key.Texts, ZH: "主送机关、称谓的末一个名称以哪些词结尾", EN: "words with which the last name of an addressee ends"},
			texts: func(t *Theme, _ string) *[]string { return &t.Parts.SalutationWords }},
		boolKey("attachment.on", "“附件：”的各个名称上下对齐", "the names after 附件： hang below each other", func(t *Theme) *bool { return &t.Parts.Attachment }),
		intKey("attachment.before", 0, 5, key.Lines, "附件说明前的空行", "blank lines before the names of attachments", func(t *Theme) *int { return &t.Parts.AttachmentBefore }),
		formKey("attachment.label", []string{"n!"}, "附件标题上方的字样，{n} 是序号，只有一个附件时没有", "label above an attachment; {n} is its number, empty where it is the only one", func(t *Theme) *Form { return &t.Parts.AttachmentLabel }),
		fontKey("attachment.font", "附件字样的字体", "face of the label", func(t *Theme) *string { return &t.Parts.AttachmentFont }),
		boolKey("signature.on", "文章末尾的署名和日期排在右边", "the signature and date at the end of an article are set at the right", func(t *Theme) *bool { return &t.Parts.Signature }),
		enumKey("signature.form", []string{"plain", "seal"}, "落款不盖章或盖章：盖章的，日期右空四字，署名在它上面居中", "the signature is printed without or for a seal: the date four em from the right and the office centred above it", func(t *Theme) *string { return &t.Parts.SignatureForm }),
		intKey("signature.before", 0, 5, key.Lines, "落款前的空行", "blank lines before the signature", func(t *Theme) *int { return &t.Parts.SignatureBefore }),
		boolKey("run-in.on", "段首标题（一、……。）用标题的字体", "run-in heads (一、 … 。) are set in the heading's face", func(t *Theme) *bool { return &t.Parts.RunIn }),
		boolKey("clause.on", "“第×条”的条号另用字体", "the numbers of clauses (第×条) are set in a face of their own", func(t *Theme) *bool { return &t.Parts.Clause }),
		fontKey("clause.font", "条号的字体", "face of the numbers of clauses", func(t *Theme) *string { return &t.Parts.ClauseFont }),
		boolKey("chapter.on", "“第×章”“第×节”居中", "chapters and sections of regulations (第×章, 第×节) are centred", func(t *Theme) *bool { return &t.Parts.Chapter }),
	}
}
