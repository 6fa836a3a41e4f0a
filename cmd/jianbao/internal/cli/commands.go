package cli

// commands are all commands in the order of usage.
var commands = [...]Command{
	{
		ID: Build, Name: "build", Synopsis: Text{"[选项] 清单|文件夹...", "[flags] MANIFEST|DIR..."},
		About: Text{
			"排出每一期，PDF 放在清单旁边，与清单同名（清单叫 issue.toml 时，用文件夹的名字）。写文件夹，就是指其中的 issue.toml。",
			"Sets each issue and writes its PDF beside the manifest, under the manifest's name (for issue.toml, the folder's name). DIR means DIR/issue.toml.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-operand",
	},
	{
		ID: Check, Name: "check", Synopsis: Text{"[选项] 清单|文件夹...", "[flags] MANIFEST|DIR..."},
		About: Text{
			"把每一期的问题全部说出来，包括校对人员会标出的问题；不写任何文件。",
			"Reports every problem of each issue, including what a proofreader would mark, and writes no file.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-operand",
	},
	{
		ID: Preflight, Name: "preflight", Synopsis: Text{"[选项] 清单|文件夹...", "[flags] MANIFEST|DIR..."},
		About: Text{
			"像印刷厂或档案室收件那样检查每一期的文件：分辨率、色版、墨量、线条、字号、边距、出血、字体、装订；不写 PDF。选项、清单、版式都没有说归档时，按付印检查。",
			"Checks each issue's file as a print shop or an archive would before accepting it, and writes none: resolution, plates, ink, rules, type, margins, bleed, fonts, binding. As for print, unless flag, manifest or theme say archive.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-operand",
	},
	{
		ID: Batch, Name: "batch", Synopsis: Text{"[选项] 路径...", "[flags] PATH..."},
		About: Text{
			"用多个工作进程排出路径下的每一期，放进一个输出文件夹，附一份目录表。一期失败只是表中的一行，不影响别的各期。任何时候停下，用同样的命令加 --resume 就接着做。--merge 合并各片的输出。退出状态 1：有的失败了；130、143：被 Ctrl-C、SIGTERM 停下。",
			"Builds every issue under the paths, in worker processes, into one output with an index. An issue that fails is a row in the index and stops no other. Stopped at any moment, the same command with --resume continues. --merge joins the outputs of all shards. Status 1: some issues failed; 130, 143: stopped by Ctrl-C, SIGTERM.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-paths",
	},
	{
		ID: BatchMerge, Name: "batch", Mode: "merge", Synopsis: Text{"--merge [-o 总输出] [--bag] 输出...", "--merge [-o ALL] [--bag] OUT..."},
		Operands: []Operand{{Kind: Folder}}, Min: 1, Max: -1, Missing: "merge-nothing",
	},
	{
		ID: Import, Name: "import", Synopsis: Text{"目录表.csv 文件夹", "LIST.csv FOLDER"},
		About: Text{
			"给没有清单的旧刊写清单。目录表每行一篇文章，列有：刊名、年、期号、日期、栏目、文章标题、文件、来源、档号。已有的文件一概不动；表里有错就什么都不写。",
			"Writes manifests for back issues that have none, from a list of their articles with the columns title, year, number, date, section, article title, file, source, record. Overwrites nothing, and writes nothing if the list has an error.",
		},
		Operands: []Operand{{Kind: File, Ext: "csv"}, {Kind: Folder}}, Min: 2, Max: 2, Missing: "usage-list",
	},
	{
		ID: Verify, Name: "verify", Synopsis: Text{"[选项] 输出", "[flags] OUT"},
		About: Text{
			"把批量输出或移交的包重读一遍：每个校验值，以及四性检测（DA/T 70）中程序能查的各项。退出状态 1：有不符合的地方。",
			"Reads the output of a batch again, or bags that were delivered: every checksum, and what an archive's test of the four natures (DA/T 70) asks that a program can check. Status 1: something does not hold.",
		},
		Operands: []Operand{{Kind: Folder}}, Min: 1, Max: 1, Missing: "usage-folder",
	},
	{
		ID: Fonts, Name: "fonts", Synopsis: Text{"[选项] [清单|文件夹]", "[flags] [MANIFEST|DIR]"},
		About: Text{
			"列出可用的字体。给出清单时，说明哪个字体排哪些字，哪些字没有字体可排。",
			"Lists the faces there are. With a manifest: which face sets which characters of the issue, and which characters no face has.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Max: 1,
	},
	{
		ID: Init, Name: "init", Synopsis: Text{"[选项] 文件夹", "[flags] FOLDER"},
		About: Text{
			"建立一份带说明的清单和第一篇文章，供修改使用。已有的文件一概不动。",
			"Makes a commented manifest and a first article to begin with. Overwrites nothing.",
		},
		Operands: []Operand{{Kind: Folder}}, Min: 1, Max: 1, Missing: "usage-folder",
	},
	{
		ID: Schema, Name: "schema", Synopsis: Text{"[选项] [manifest|theme]", "[flags] [manifest|theme]"},
		About: Text{
			"输出清单（或版式文件）的 JSON Schema，供 TOML 编辑器边写边查、补全键名。写成清单旁边的文件，并在清单第一行写上：#:schema ./issue.schema.json",
			"Writes the JSON Schema of manifests, or of theme files, from which TOML editors check and complete what is typed. Put it beside the manifest, and on the manifest's first line: #:schema ./issue.schema.json",
		},
		Operands: []Operand{{Kind: Choice, Values: []string{"manifest", "theme"}}}, Max: 1, Missing: "usage-schema",
	},
	{
		ID: Version, Name: "version", Synopsis: Text{"[选项]", "[flags]"},
		About: Text{
			"说明版本，以及程序是由什么做成的。",
			"Reports the version and what the program was made from.",
		},
	},
	{
		ID: Completion, Name: "completion", Synopsis: Text{"bash|zsh|fish|powershell", "bash|zsh|fish|powershell"},
		About: Text{
			"输出命令行补全的脚本：按 Tab 键补全命令、选项、选项的值和文件名。怎样安装，见 jianbao help terminal。",
			"Prints a script that makes the shell complete commands, flags, their values and names of files. How it is installed is in jianbao help terminal.",
		},
		Operands: []Operand{{Kind: Choice, Values: []string{"bash", "zsh", "fish", "powershell"}}}, Min: 1, Max: 1, Missing: "usage-shell",
	},
	{
		ID: Help, Name: "help", Synopsis: Text{"[名称]", "[NAME]"},
		About: Text{
			"解释一个命令、一个主题或一条提示的代码；不写名称就列出命令和主题。",
			"Explains a command, a topic or the code of a message; without a name, lists commands and topics.",
		},
		Operands: []Operand{{Kind: Topic}}, Max: 1,
	},
}
