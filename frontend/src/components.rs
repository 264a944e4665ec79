//! What the page looks like: one component a file.

mod app;
mod capabilities;
mod checked;
mod command_line;
mod completion_list;
mod composer;
mod connecting;
mod desk;
mod diagnostics;
mod ended;
mod entry_row;
mod explain_command;
mod explain_reply;
mod explanation;
mod finding;
mod header;
mod icon;
mod inbox;
mod line_status;
mod mail_view;
mod message_editor;
mod message_lines;
mod paragraph;
mod peer_line;
mod phase_map;
mod region;
mod server_picker;
mod sheet_bar;
mod stay_at_end;
mod suggestions;
mod tools;
mod transcript;
mod underlay;
mod waiting;

pub use self::app::App;
