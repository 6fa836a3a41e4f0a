package cli

// commands lists all commands in the order of usage.
var commands = [...]Command{
	{
		ID: Build, Name: "build", Synopsis: Text{"[选项] 清单|文件夹...", "[flags] MANIFEST|DIR..."},
		Summary: Text{"排成 PDF", "makes the PDF"},
		About: Text{
			"排版每一期，PDF 放在清单旁边，与清单同名（清单叫 issue.toml 时，取文件夹的名字）。写文件夹，就是指其中的 issue.toml。",
			"Typesets each issue and writes its PDF next to the manifest, with the manifest's name (for issue.toml, the folder's name). DIR means DIR/issue.toml.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-operand",
	},
	{
		ID: Check, Name: "check", Synopsis: Text{"[选项] 清单|文件夹...", "[flags] MANIFEST|DIR..."},
		Summary: Text{"列出清单和稿件里的全部问题", "lists every problem of manifest and copy"},
		About: Text{
			"列出每一期的全部问题，包括校对人员会标出的；不写任何文件。",
			"Reports every problem of each issue, including what a proofreader would mark, and writes no file.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-operand",
	},
	{
		ID: Preflight, Name: "preflight", Synopsis: Text{"[选项] 清单|文件夹...", "[flags] MANIFEST|DIR..."},
		Summary: Text{"按印刷厂、档案室的收件要求检查", "lists what a print shop or an archive would reject"},
		About: Text{
			"按印刷厂或档案室的收件要求检查每一期的文件：分辨率、色版、墨量、线条、字号、边距、出血、字体、装订；不写 PDF。选项、清单、版式都没有指定归档时，按付印检查。",
			"Checks each issue's file as a print shop or an archive would before accepting it: resolution, plates, ink, rules, type, margins, bleed, fonts, binding. Writes no PDF. Checks for print unless a flag, the manifest or the theme asks for archive.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-operand",
	},
	{
		ID: Batch, Name: "batch", Synopsis: Text{"[选项] 路径...", "[flags] PATH..."},
		Summary: Text{"批量排版历年旧刊", "builds years of back issues"},
		About: Text{
			"用多个工作进程排版路径下的每一期，放进一个输出文件夹，附一份索引。一期失败，只在索引里记一行，不影响其他各期。中途停下后，用同样的命令加 --resume 就能接着做。--merge 合并各片的输出。退出状态 1：有的期失败；130、143：被 Ctrl-C、SIGTERM 停下。",
			"Builds every issue under the paths, in worker processes, into one output folder with an index. An issue that fails is recorded in the index and does not stop the others. After an interruption the same command with --resume continues. --merge joins the outputs of all shards. Status 1: some issues failed; 130, 143: stopped by Ctrl-C, SIGTERM.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-paths",
	},
	{
		ID: BatchMerge, Name: "batch", Mode: "merge", Synopsis: Text{"--merge [-o 总输出] [--bag] 输出...", "--merge [-o ALL] [--bag] OUT..."},
		Operands: []Operand{{Kind: Folder}}, Min: 1, Max: -1, Missing: "merge-nothing",
	},
	{
		ID: Desk, Name: "desk", Synopsis: Text{"[选项] [文件夹]", "[flags] [FOLDER]"},
		Summary: Text{"在浏览器里编辑，旁边就是版面", "opens the editor's desk in the browser"},
		About: Text{
			"打开编辑台：浏览器里左边是文章，中间是正文，右边是排好的版面，改了马上就看得见。只在本机，不连网络；文件照旧在文件夹里。文件夹里有好几期时，先选一期。第一行打印的地址只能用一次。",
			"Opens the editor's desk: in the browser, articles on the left, the text in the middle, the typeset pages on the right, changed as you type. It serves this machine alone and uses no network; the files stay in the folder. A folder with several issues opens as a shelf. The address printed on the first line works once.",
		},
		Operands: []Operand{{Kind: Folder}}, Max: 1,
	},
	{
		ID: Import, Name: "import", Synopsis: Text{"[选项] 文件|文件夹... 文件夹", "[flags] FILE|DIR... FOLDER"},
		Summary: Text{"把文稿、照片变成一期，或按目录表生成清单", "makes an issue of documents, or manifests from a list"},
		About: Text{
			"把 .docx、.md、.txt、照片，或装着它们的文件夹，变成最后那个文件夹里的一期：文章写成 articles 里的 .md，照片放进 photos，大表放进 tables，清单里各加一项；没有清单就新建。给一份目录表（.xlsx 或 .csv），就为没有清单的旧刊生成清单，表里每行一篇文章，各列为：刊名、年、期、日期、栏目、文章标题、文件、来源、档号等。已有的文件一概不动，导入过的不再导入。写出的文件印在标准输出，一行一个；没有导入的在提示里说明，退出状态是 1。",
			"Makes an issue in the last folder of .docx, .md and .txt files, photos, and folders of them: articles become .md files in articles, photos go to photos, large tables to tables, and each article gets an entry in the manifest, which is created if there is none. A list (.xlsx or .csv) gives manifests for back issues that have none; each row is an article, with the columns title, year, number, date, section, article title, file, source, record and others. No file is overwritten, and nothing is imported twice. The files written are printed, one a line; what was left out is reported, and the status is 1.",
		},
		Operands: []Operand{{Kind: File, Ext: "docx md txt xlsx csv"}}, Min: 1, Max: -1, Missing: "usage-list",
	},
	{
		ID: Verify, Name: "verify", Synopsis: Text{"[选项] 输出", "[flags] OUT"},
		Summary: Text{"核对批量输出和移交的包", "checks the output of a batch, or delivered bags"},
		About: Text{
			"重新读取批量输出或移交的包，核对每个校验值，以及四性检测（DA/T 70）中程序能查的各项。没有运行记录时，按索引和各包的清单核对。退出状态 1：有不符合之处。",
			"Reads the output of a batch, or delivered bags, and checks every checksum and those points of the archival four-nature test (DA/T 70) that a program can check; without a journal, against the index and the manifests of bags. Status 1: a check failed.",
		},
		Operands: []Operand{{Kind: Folder}}, Min: 1, Max: 1, Missing: "usage-folder",
	},
	{
		ID: Fonts, Name: "fonts", Synopsis: Text{"[选项] [清单|文件夹]", "[flags] [MANIFEST|DIR]"},
		Summary: Text{"列出字体，以及每种字体排了哪些字", "lists the faces, and what each of them prints"},
		About: Text{
			"列出可用的字体。给出清单时，列出每种字体排了哪些字，以及哪些字没有字体可排。加 --system，在 Windows、macOS 和 Linux 存放字体的文件夹里找方正小标宋、仿宋_GB2312、楷体_GB2312、黑体、宋体等公文字体；排版本身从不取用系统的字体。",
			"Lists the available faces. With a manifest, lists which face prints which characters of the issue, and the characters that no face has. With --system, looks for the faces of Chinese offices (方正小标宋, 仿宋_GB2312, 楷体_GB2312, 黑体, 宋体 and others) where Windows, macOS and Linux keep fonts; building never takes fonts from the system.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Max: 1,
	},
	{
		ID: Init, Name: "init", Synopsis: Text{"[选项] 文件夹", "[flags] FOLDER"},
		Summary: Text{"新建一期", "starts a new issue"},
		About: Text{
			"新建一份带注释的清单和第一篇文章，供修改使用。已有的文件一概不动。",
			"Creates a manifest with comments and a first article as a starting point. Existing files are never overwritten.",
		},
		Operands: []Operand{{Kind: Folder}}, Min: 1, Max: 1, Missing: "usage-folder",
	},
	{
		ID: New, Name: "new", Synopsis: Text{"[选项] 文件夹", "[flags] FOLDER"},
		Summary: Text{"由上一期新建下一期", "starts the next issue from the last"},
		About: Text{
			"由上一期新建下一期：期号、日期、总期号按刊期推算，栏目照旧，每个栏目一篇待换的文章，马上就能排版。不写 --from 时，上一期是同级文件夹里日期最晚的一期。上一期是增刊时，写出 --number 和 --date。已有的文件一概不动。",
			"Starts the next issue from the last: number, date and running number follow from the period of the publication; the sections are the same, each with one article to be replaced, so that it can be built at once. Without --from the last issue is the one with the latest date in the folders beside it. After a special issue (增刊) give --number and --date. Existing files are never overwritten.",
		},
		Operands: []Operand{{Kind: Folder}}, Min: 1, Max: 1, Missing: "usage-folder",
	},
	{
		ID: Watch, Name: "watch", Synopsis: Text{"[--open] [build 的选项] 清单|文件夹...", "[--open] [flags of build] MANIFEST|DIR..."},
		Summary: Text{"稿件一改就重新排版", "builds again after every change"},
		About: Text{
			"排版每一期，以后只要清单、publication.toml、文章、图片、版式、字体有一个改动，就重新排版，网络盘上的也一样。每排一次，在标准输出写一行：页数和提示的个数；新出现的提示写在标准错误。有错时，上一次排好的 PDF 留着。按 Ctrl-C 结束，退出状态 0。",
			"Builds each issue, and again after every change of manifest, publication.toml, articles, pictures, theme or fonts, on network drives, too. Each build prints a line on stdout, with pages and numbers of findings; new findings go to stderr. If there are errors, the last good PDF stays. Ctrl-C ends it with status 0.",
		},
		Operands: []Operand{{Kind: Manifest, Ext: "toml"}}, Min: 1, Max: -1, Missing: "usage-operand",
	},
	{
		ID: Schema, Name: "schema", Synopsis: Text{"[选项] [manifest|theme|publication]", "[flags] [manifest|theme|publication]"},
		Summary: Text{"输出 JSON Schema，供 TOML 编辑器检查", "writes a JSON Schema for TOML editors"},
		About: Text{
			"输出清单（或版式文件、publication.toml）的 JSON Schema，TOML 编辑器据此检查、补全。把它存在清单旁边，并在清单第一行写上：#:schema ./issue.schema.json",
			"Writes the JSON Schema of manifests, or of theme files or publication.toml, with which TOML editors check and complete what you type. Save it next to the manifest and make this the manifest's first line: #:schema ./issue.schema.json",
		},
		Operands: []Operand{{Kind: Choice, Values: []string{"manifest", "theme", "publication"}}}, Max: 1, Missing: "usage-schema",
	},
	{
		ID: Version, Name: "version", Synopsis: Text{"[选项]", "[flags]"},
		Summary: Text{"显示版本", "prints the version"},
		About: Text{
			"显示程序的版本、构建来源，以及内含的字体和程序库的版本。",
			"Prints the version of the program, the source it was built from, and the versions of its fonts and libraries.",
		},
	},
	{
		ID: Completion, Name: "completion", Synopsis: Text{"bash|zsh|fish|powershell", "bash|zsh|fish|powershell"},
		Summary: Text{"让 Tab 键补全命令行", "lets the Tab key complete command lines"},
		About: Text{
			"输出命令行补全脚本，装好后按 Tab 键可补全命令、选项、选项的值和文件名。安装方法见 jianbao help terminal。",
			"Prints a script with which the shell completes commands, flags, their values and file names. jianbao help terminal explains how to install it.",
		},
		Operands: []Operand{{Kind: Choice, Values: []string{"bash", "zsh", "fish", "powershell"}}}, Min: 1, Max: 1, Missing: "usage-shell",
	},
	{
		ID: Help, Name: "help", Synopsis: Text{"[名称]", "[NAME]"},
		Summary: Text{"解释命令、主题和提示的代码", "explains commands, topics and message codes"},
		About: Text{
			"解释一个命令、一个主题或一条提示的代码；不写名称，就列出命令和主题。",
			"Explains a command, a topic or the code of a message. Without a name it lists commands and topics.",
		},
		Operands: []Operand{{Kind: Topic}}, Max: 1,
	},
}
