-- Places numbers ({{key}}), exhibits (::: {.exhibit id="..."}) and references to them
-- ({{ref:id}}) in a manuscript. Anything unknown stops the run.

local data = { exhibits = {}, numbers = {} }
local labels, counts = {}, { Table = 0, Figure = 0 }

local function fail(message)
  io.stderr:write(message .. "\n")
  os.exit(1)
end

local function known(entries)
  local names = {}
  for name in pairs(entries) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, ", ")
end

local function read_meta(meta)
  local path = meta["crosscase-data"]
  if not path then fail("no data for the exhibits were given") end
  local file = io.open(pandoc.utils.stringify(path), "r")
  data = pandoc.json.decode(file:read("a"), false)
  file:close()
  meta["crosscase-data"] = nil
  return meta
end

local function exhibit(div)
  local id = div.attributes["id"] or div.identifier
  local found = data.exhibits[id]
  if not found then fail("unknown exhibit '" .. tostring(id) .. "'; there are: " .. known(data.exhibits)) end
  return id, found
end

-- ::: {.exhibits notebook="41_draw_sales_network"} stands for all that the notebook published and
-- no document places one by one.
local function expand(div)
  if not div.classes:includes("exhibits") then return nil end
  local notebook, elsewhere, found = div.attributes["notebook"], {}, pandoc.List({})
  for _, id in ipairs(data.elsewhere) do elsewhere[id] = true end
  local some = false
  for id, facts in pairs(data.exhibits) do
    if facts.notebook == notebook then
      some = true
      if not elsewhere[id] then found:insert(id) end
    end
  end
  if not some then fail("no exhibits of the notebook '" .. tostring(notebook) .. "'") end
  found:sort(function(a, b)
    local first, second = data.exhibits[a].order, data.exhibits[b].order
    if first ~= second then return first < second end
    return a < b
  end)
  return found:map(function(id) return pandoc.Div({}, pandoc.Attr("", { "exhibit" }, { { "id", id } })) end)
end

local function number_exhibits(div)
  if not div.classes:includes("exhibit") then return nil end
  local id, found = exhibit(div)
  if found.kind == "text" then return nil end
  if labels[id] then fail("exhibit '" .. id .. "' is placed twice") end
  local kind = found.kind == "figure" and "Figure" or "Table"
  counts[kind] = counts[kind] + 1
  labels[id] = kind .. "\u{a0}" .. counts[kind]
  return nil
end

local function words(text)
  local inlines = pandoc.Inlines({})
  local first = true
  for line in (tostring(text) .. "\n"):gmatch("(.-)\n") do
    if not first then inlines:insert(pandoc.LineBreak()) end
    first = false
    local start = true
    for word in line:gmatch("%S+") do
      if not start then inlines:insert(pandoc.Space()) end
      start = false
      inlines:insert(pandoc.Str(word))
    end
  end
  return inlines
end

local function traced(inlines, ids)
  if not ids or #ids == 0 or FORMAT ~= "html5" then return inlines end
  local attributes = { { "data-ids", table.concat(ids, " ") }, { "tabindex", "0" }, { "role", "button" } }
  return pandoc.Inlines({ pandoc.Span(inlines, pandoc.Attr("", { "traced" }, attributes)) })
end

local function caption(id, found)
  local inlines = pandoc.Inlines({ pandoc.Strong({ pandoc.Str(labels[id] .. ".") }), pandoc.Space() })
  inlines:extend(words(found.title))
  if found.source and found.source ~= "" then
    inlines:extend({ pandoc.Space() })
    inlines:extend(pandoc.Inlines({ pandoc.Emph(words("(" .. found.source .. ")")) }))
  end
  return inlines
end

local function note(found)
  local blocks = pandoc.Blocks({})
  if found.note and found.note ~= "" then
    local parsed = pandoc.read(found.note, "markdown").blocks
    blocks:insert(pandoc.Div(parsed, pandoc.Attr("", { "note" }, { { "custom-style", "Note" } })))
    if FORMAT == "typst" then
      return pandoc.Blocks({
        pandoc.RawBlock("typst", "#block(above: 0.5em, below: 1.4em)[#set text(size: 8pt)"),
        pandoc.Div(parsed),
        pandoc.RawBlock("typst", "]"),
      })
    end
  end
  return blocks
end

local function cell(text, ids)
  return pandoc.Cell(pandoc.Blocks({ pandoc.Plain(traced(words(text), ids)) }))
end

local function make_table(id, found)
  local specs, head = {}, {}
  for at, name in ipairs(found.header) do
    local align = found.align[at] == "right" and pandoc.AlignRight or pandoc.AlignLeft
    specs[at] = { align, found.widths[at] }
    head[at] = cell(name)
  end
  local rows = pandoc.List({})
  for at, row in ipairs(found.rows) do
    local cells = {}
    for column, text in ipairs(row) do cells[column] = cell(text, found.cells[at][column]) end
    rows:insert(pandoc.Row(cells))
  end
  local body = { attr = pandoc.Attr(), body = rows, head = {}, row_head_columns = 0 }
  return pandoc.Table(
    { long = { pandoc.Plain(caption(id, found)) } },
    specs,
    pandoc.TableHead({ pandoc.Row(head) }),
    { body },
    pandoc.TableFoot({}),
    pandoc.Attr("exhibit-" .. id, { "exhibit-table" })
  )
end

-- In the PDF a figure may float: its note goes with it.
local function figure_caption(id, found)
  local blocks = pandoc.Blocks({ pandoc.Plain(caption(id, found)) })
  if FORMAT == "typst" and found.note and found.note ~= "" then
    blocks:insert(pandoc.RawBlock("typst", "#parbreak()\n#set text(size: 8pt)"))
    blocks:extend(pandoc.read(found.note, "markdown").blocks)
  end
  return blocks
end

local function make_figure(id, found)
  local path = FORMAT == "docx" and found.png or found.svg
  local attributes = { width = string.format("%.2fin", found.width_in) }
  if FORMAT == "typst" then path = id .. ".svg" end
  local image = pandoc.Image(words(found.title), path, "", pandoc.Attr("", {}, attributes))
  return pandoc.Figure(
    { pandoc.Plain({ image }) },
    { long = figure_caption(id, found) },
    pandoc.Attr("exhibit-" .. id, { "exhibit-figure" })
  )
end

local SECTION = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="%d" w:h="%d"%s/>'
  .. '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" '
  .. 'w:footer="708" w:gutter="0"/></w:sectPr></w:pPr></w:p>'

local UPRIGHT, TURNED = { 11906, 16838, "" }, { 16838, 11906, ' w:orient="landscape"' }

local function turned(blocks)
  if FORMAT == "typst" then
    blocks:insert(1, pandoc.RawBlock("typst", "#page(flipped: true)["))
    blocks:insert(pandoc.RawBlock("typst", "] // upright"))
  elseif FORMAT == "docx" then
    blocks:insert(1, pandoc.RawBlock("openxml", string.format(SECTION, table.unpack(UPRIGHT))))
    blocks:insert(pandoc.RawBlock("openxml", string.format(SECTION, table.unpack(TURNED))))
  end
  return blocks
end

local function place(div)
  if not div.classes:includes("exhibit") then return nil end
  local id, found = exhibit(div)
  if found.kind == "text" then return pandoc.read(found.text, "markdown").blocks end
  local block = found.kind == "figure" and make_figure(id, found) or make_table(id, found)
  local blocks = pandoc.Blocks({ block })
  if found.kind ~= "figure" or FORMAT ~= "typst" then blocks:extend(note(found)) end
  if found.landscape == true then blocks = turned(blocks) end
  if FORMAT == "html5" then
    local attributes = { { "data-notebook", found.notebook or "" }, { "data-exhibit", id } }
    return pandoc.Div(blocks, pandoc.Attr("", { "exhibit" }, attributes))
  end
  return blocks
end

local WORDS = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" }

-- {{key|word}} writes a small whole number out, {{key|Word}} at the start of a sentence.
local function spelled(entry, form, key)
  if form ~= "word" and form ~= "Word" then
    fail("a broken value in the text: '" .. key .. "'; allowed after | are word and Word")
  end
  local word = WORDS[entry.value] or (entry.value == 0 and "none") or entry.text
  return form == "Word" and word:sub(1, 1):upper() .. word:sub(2) or word
end

local function one(key)
  local target = key:match("^ref:(.+)$")
  if target then
    if not labels[target] then
      fail("a reference to exhibit '" .. target .. "', which is not placed in the document")
    end
    return pandoc.Link({ pandoc.Str(labels[target]) }, "#exhibit-" .. target)
  end
  local plain, form = key:match("^(.-)|(%a+)$")
  local entry = data.numbers[plain or key]
  if not entry then fail("unknown number '" .. key .. "'; there are: " .. known(data.numbers)) end
  local text = form and spelled(entry, form, key) or entry.text
  key = plain or key
  if FORMAT ~= "html5" then return pandoc.Str(text) end
  local attributes = {
    { "data-key", key }, { "data-ids", table.concat(entry.evidence or {}, " ") },
    { "data-notebook", entry.notebook or "" }, { "tabindex", "0" }, { "role", "button" },
  }
  return pandoc.Span({ pandoc.Str(text) }, pandoc.Attr("", { "number" }, attributes))
end

local function values(str)
  if not str.text:find("{{", 1, true) then return nil end
  local inlines, rest = pandoc.Inlines({}), str.text
  while true do
    local before, key, after = rest:match("^(.-){{([^{}]+)}}(.*)$")
    if not key then break end
    if before ~= "" then inlines:insert(pandoc.Str(before)) end
    inlines:insert(one(key))
    rest = after
  end
  if rest:find("{{", 1, true) then fail("a broken value in the text: " .. rest) end
  if rest ~= "" then inlines:insert(pandoc.Str(rest)) end
  return inlines
end

-- Where a block opens or closes pages that are turned.
local function turns(block, how)
  if not block or block.t ~= "RawBlock" then return false end
  if FORMAT == "typst" then
    return block.text == (how == "open" and "#page(flipped: true)[" or "] // upright")
  end
  return block.text == string.format(SECTION, table.unpack(how == "open" and UPRIGHT or TURNED))
end

-- Turned tables that follow each other share their pages; a heading right before one goes with it.
local function join_turned(doc)
  if FORMAT ~= "typst" and FORMAT ~= "docx" then return nil end
  local done = pandoc.Blocks({})
  for _, block in ipairs(doc.blocks) do
    if turns(block, "open") then
      local moved = pandoc.Blocks({})
      local last = #done
      if last > 1 and done[last].t == "Para" and done[last - 1].t == "Header" then last = last - 1 end
      while last > 0 and done[last].t == "Header" do last = last - 1 end
      if last < #done and done[last + 1].t == "Header" then
        while #done > last do moved:insert(1, done:remove(#done)) end
      end
      if turns(done[#done], "close") then done:remove(#done) else done:insert(block) end
      done:extend(moved)
    else
      done:insert(block)
    end
  end
  doc.blocks = done
  return doc
end

-- A line between a heading and an exhibit stays with both.
local function keep_lines(doc)
  if FORMAT ~= "typst" then return nil end
  for at = #doc.blocks - 1, 2, -1 do
    local block, before, after = doc.blocks[at], doc.blocks[at - 1], doc.blocks[at + 1]
    if block.t == "Para" and before.t == "Header" and (after.t == "Table" or after.t == "Figure") then
      doc.blocks:insert(at + 1, pandoc.RawBlock("typst", "]"))
      doc.blocks:insert(at, pandoc.RawBlock("typst", "#block(sticky: true)["))
    end
  end
  return doc
end

return {
  { Meta = read_meta },
  { Div = expand },
  { Div = number_exhibits },
  { Str = values },
  { Div = place },
  { Pandoc = join_turned },
  { Pandoc = keep_lines },
}
