package diag

// catalogPermit: what 《内部资料性出版物管理办法》 (2015, articles 14 and 15)
// wants of a publication with a permit, and forbids it.
var catalogPermit = []message{
	{"permit-cover-number", Warning,
		"封面上没有准印证编号“%[1]s”", "the cover does not show the permit number \"%[1]s\"",
		"把编号写进 issue.label，如 label = \"内部资料 免费交流\\n准印证号：…\"", "add it to issue.label, such as label = \"内部资料 免费交流\\n准印证号：…\""},
	{"permit-cover-words", Warning,
		"封面上没有“%[1]s”字样", "the cover does not show \"%[1]s\"",
		"写进 issue.label：label = \"内部资料 免费交流\"", "add it to issue.label: label = \"内部资料 免费交流\""},
	{"permit-colophon", Warning,
		"没有标明%[1]s", "missing: %[1]s",
		"准印证要求在封面、封底或版权页标明编印单位、发送对象、印刷单位、印刷日期和印数；写在 [imprint] 里",
		"a permit requires editor, recipients, printer, date of printing and number of copies; add them below [imprint]"},
	{"permit-name", Warning,
		"持准印证的内部资料，名称里不得用“%[1]s”", "the title of a publication with a permit must not contain \"%[1]s\"",
		"用准印证批准的名称", "use the title on the permit"},
	{"permit-word", Warning,
		"持准印证的内部资料不得用“%[1]s”字样", "a publication with a permit must not use \"%[1]s\"",
		"删去，或换一种说法", "delete it or rephrase it"},
	{"permit-self", Warning,
		"持准印证的内部资料不得自称“%[1]s”", "a publication with a permit must not call itself \"%[1]s\"",
		"用名称自称，或写“编者”；转载别家报刊的话，写出它的名称", "use its title or \"编者\"; when quoting another paper, name that paper"},
	{"permit-price", Warning,
		"持准印证的内部资料不得标价、征订，这里写了“%[1]s”", "a publication with a permit must not have a price or subscription: \"%[1]s\"",
		"删去它", "delete it"},
	{"permit-advertising", Warning,
		"持准印证的内部资料不得刊登广告，这里写了“%[1]s”", "a publication with a permit must not carry advertising: \"%[1]s\"",
		"删去它", "delete it"},
}
